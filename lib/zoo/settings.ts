/** What can be asked of a net of the zoo: the parameters of its graph, and where a bottleneck has its strides; and its name with them. */
import { defaultScope } from '@/lib/graph/blocks';
import type { FieldValue, Texts } from '@/lib/graph/fields';
import type { GraphParameter } from '@/lib/graph/graph';
import { bottleneck, bottleneckV1 } from './blocks/paper';
import type { ZooNet, ZooOptions } from './net';
import { policies } from './parts';
import type { ZooEntry } from './registry';

/** Values by name of a setting; what is left out is as the net has it. */
export type ZooValues = Readonly<Record<string, FieldValue>>;

const versionSetting: GraphParameter = { name: 'version', type: 'choice', default: 'v1.5', choices: ['v1', 'v1.5'] };
const CONVOLUTIONS = { basic: 2, bottleneck: 3 } as const;

/** In the order of the net: depth, width, what its block has, classes, input, shortcuts, strides. */
export function settingsOf(entry: ZooEntry): readonly GraphParameter[] {
  const { graphs, root } = entry.build('', {});
  return [...(graphs[root].parameters ?? []), ...(Object.hasOwn(graphs, bottleneck.id) ? [versionSetting] : [])];
}

export function blocksOf({ graphs, root }: ZooNet): readonly number[] {
  const { n, ...scope } = defaultScope(graphs[root]);
  const stages = Object.values(graphs[root].nodes).filter(({ kind }) => kind === 'block');
  return stages.map((_, index) => Number(n ?? scope[`blocks${index + 1}`]));
}

/** Weighted layers of one block on its main path. */
export function layersOfBlock({ graphs, root }: ZooNet): number {
  const block = Object.values(graphs[root].nodes).find(({ kind }) => kind === 'block')?.graph ?? '';
  return Object.hasOwn(graphs[block].nodes, 'conv3') ? CONVOLUTIONS.bottleneck : CONVOLUTIONS.basic;
}

function integerOf(value: FieldValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Values that the net does not have are left out; checking them is the caller's part. */
export function optionsFrom(entry: ZooEntry, values: ZooValues): ZooOptions {
  const net = entry.build('', {});
  const { n, filters, widening, classes, imageSize, channels, policy, version, ...others } = values;
  const blocks = blocksOf(net).map((count, index) => integerOf(values[`blocks${index + 1}`] ?? n) ?? count);
  const own = Object.entries(others).flatMap(([name, value]): [string, number][] => (typeof value === 'number' && !/^blocks\d+$/.test(name) ? [[name, value]] : []));
  const numbers = { filters: integerOf(filters), widening: integerOf(widening), classes: integerOf(classes), imageSize: integerOf(imageSize), channels: integerOf(channels) };
  return {
    blocks,
    own: Object.fromEntries(own),
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
    policy: policies.find((other) => other === policy),
    ...(version === 'v1' || version === 'v1.5' ? { version } : {}),
  };
}

/** Settings in which two nets of one entry differ, with the value of either. */
export function changesBetween(before: ZooNet, after: ZooNet): readonly { readonly name: string; readonly before: FieldValue; readonly after: FieldValue }[] {
  const [old, scope] = [before, after].map(({ graphs, root }) => defaultScope(graphs[root]));
  const counts = { before: blocksOf(before), after: blocksOf(after) };
  const even = (net: readonly number[]) => net.every((count) => count === net[0]);
  const depth =
    counts.before.join() === counts.after.join()
      ? []
      : Object.hasOwn(old, 'n') && even(counts.after)
        ? [{ name: 'n', before: counts.before[0], after: counts.after[0] }]
        : [{ name: 'blocks', before: counts.before.join('-'), after: counts.after.join('-') }];
  const others = Object.keys(scope).filter((name) => name !== 'n' && !/^blocks\d+$/.test(name) && scope[name] !== old[name]);
  return [...depth, ...others.map((name) => ({ name, before: old[name], after: scope[name] }))];
}

/** The entry's name with the depth, width and cardinality of what was asked for: `ResNet-26`, `Wide ResNet-16-4`, `ResNeXt-50 (16×8d)`. */
export function titleWith(entry: ZooEntry, options: ZooOptions, language: keyof Texts<string>): string {
  const [before, after] = [entry.build('', {}), entry.build('', options)];
  const sum = (net: ZooNet) => blocksOf(net).reduce((a, b) => a + b, 0);
  const deeper = (sum(after) - sum(before)) * layersOfBlock(before);
  const changed = new Map(changesBetween(before, after).map(({ name, after: value }) => [name, value]));
  const { widening, groups, groupWidth } = defaultScope(after.graphs[after.root]);
  const filters = changed.get('filters');
  const base = entry.title[language]
    .replace(/-(\d+)/, (_, depth: string) => `-${Number(depth) + deeper}`)
    .replace(/(-\d+)-\d+/, `$1-${String(widening)}`)
    .replace(/\(\d+×\d+d\)/, `(${String(groups)}×${String(groupWidth)}d)`);
  if (filters === undefined) return base;
  const renamed = base.replace(/(width|宽度) \d+/, `$1 ${String(filters)}`);
  return renamed !== base ? renamed : `${base}${language === 'en' ? ', width' : '，宽度'} ${String(filters)}`;
}

/** Whether the net's bottlenecks have their strides elsewhere than in the paper. */
export function hasLateStrides({ graphs }: ZooNet): boolean {
  return Object.hasOwn(graphs, bottleneck.id) && !Object.hasOwn(graphs, bottleneckV1.id);
}
