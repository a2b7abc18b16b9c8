/** Parameters and multiply-adds of residual nets, summed over the definitions in the papers; knows nothing of graphs, kinds or the zoo. */

export type Count = { readonly parameters: number; readonly multiplyAdds: number };
export type Definition = {
  readonly stem: 'small' | 'large';
  readonly block: 'basic' | 'bottleneck';
  /** Blocks of each stage. */
  readonly blocks: readonly number[];
  readonly filters: number;
  readonly classes: number;
  readonly imageSize: number;
  readonly channels: number;
  readonly policy: 'A' | 'B' | 'C' | 'none';
  /** The convolution of a bottleneck that has the strides. */
  readonly stridesOn?: 1 | 2;
  /** Of the 3×3 convolution of a bottleneck; without them it has as many channels as the block has filters. */
  readonly groups?: { readonly count: number; readonly width: number };
};

export const imageNet = { stem: 'large', filters: 64, classes: 1000, imageSize: 224, channels: 3 } as const;
export const cifar10 = { stem: 'small', filters: 16, classes: 10, imageSize: 32, channels: 3 } as const;

class Sum {
  parameters = 0;
  multiplyAdds = 0;

  /** A convolution without bias that gives maps of `side` × `side`, and the BN behind it. */
  convolution(side: number, kernel: number, from: number, to: number, groups = 1): void {
    const weights = (kernel * kernel * from * to) / groups;
    this.parameters += weights + 2 * to;
    this.multiplyAdds += side * side * weights;
  }

  dense(from: number, to: number): void {
    this.parameters += from * to + to;
    this.multiplyAdds += from * to;
  }
}

export function countOf({ stem, block, blocks, filters, classes, imageSize, channels, policy, stridesOn = 2, groups }: Definition): Count {
  const sum = new Sum();
  let side = stem === 'large' ? Math.ceil(imageSize / 2) : imageSize;
  sum.convolution(side, stem === 'large' ? 7 : 3, channels, filters);
  if (stem === 'large') side = Math.ceil(side / 2);
  let from = filters;
  blocks.forEach((count, stage) => {
    for (let index = 0; index < count; index++) {
      const before = side;
      if (stage > 0 && index === 0) side = Math.ceil(side / 2);
      const width = filters * 2 ** stage;
      const to = block === 'basic' ? width : 4 * width;
      if (block === 'basic') {
        sum.convolution(side, 3, from, to);
        sum.convolution(side, 3, to, to);
      } else {
        const inner = groups === undefined ? width : groups.count * groups.width * 2 ** stage;
        sum.convolution(stridesOn === 1 ? side : before, 1, from, inner);
        sum.convolution(side, 3, inner, inner, groups?.count ?? 1);
        sum.convolution(side, 1, inner, to);
      }
      if (policy === 'C' || (policy === 'B' && (from !== to || before !== side))) sum.convolution(side, 1, from, to);
      from = to;
    }
  });
  sum.dense(from, classes);
  return { parameters: sum.parameters, multiplyAdds: sum.multiplyAdds };
}
