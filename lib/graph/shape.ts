/** Shapes of one example, batch implied: [height, width, channels] for images, [units] for vectors. */
export type Shape = readonly number[];

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, side) => product * side, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((side, axis) => side === b[axis]);
}

/** `32×32×16`; an unknown shape is `?`. */
export function formatShape(shape: Shape | null): string {
  return shape === null ? '?' : shape.join('×');
}
