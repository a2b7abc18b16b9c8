/** Holds a net against the papers' tables: which one it is, or the nearest one and the first difference. */
import type { Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import type { Program } from '@/lib/graph/program';
import { formatShape } from '@/lib/graph/shape';
import { canonicalJson } from '@/lib/util/canonical-json';
import { problem, type Problem, type ProblemValues } from '@/lib/util/problem';
import { sha256Hex } from '@/lib/util/sha256';
import { bottleneck } from './blocks/paper';
import type { ZooOptions } from './net';
import { zoo, type ZooEntry } from './registry';
import { structureOf, type BlockStructure, type ShortcutForm, type Structure } from './structure';

export type DifferenceCode =
  | 'paperPlain'
  | 'paperResidual'
  | 'paperInput'
  | 'paperStem'
  | 'paperStemLayers'
  | 'paperStages'
  | 'paperBlocks'
  | 'paperKernels'
  | 'paperFilters'
  | 'paperStrides'
  | 'paperField'
  | 'paperOrder'
  | 'paperShortcuts'
  | 'paperHead'
  | 'paperUnits'
  | 'paperLayers';

export type PaperVerdict = {
  /** Id in the zoo. */
  readonly net: string;
  /** Where a bottleneck has its strides, for nets that have both forms. */
  readonly version: NonNullable<ZooOptions['version']> | null;
  /** Null: it is this net, to the last layer. */
  readonly difference: Problem<DifferenceCode> | null;
};

type PaperNet = { readonly entry: ZooEntry; readonly version: PaperVerdict['version'] };
type Counts = { readonly parameters: number; readonly multiplyAdds: number };
type Candidate = PaperNet & { readonly structure: Structure; readonly print: string };

/** The nets of the first paper. */
const paperNets: readonly PaperNet[] = zoo
  .filter(({ family }) => family === 'imageNet' || family === 'cifar')
  .flatMap((entry) => versionsOf(entry).map((version) => ({ entry, version })));

const lowered = new Map<PaperNet, Candidate>();
const counted = new Map<PaperNet, Counts>();

/** Lowered once, when it is first asked for. */
function candidateOf(net: PaperNet): Candidate {
  const known = lowered.get(net);
  if (known) return known;
  const { graphs, root } = graphsOf(net);
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(`${net.entry.id} of the zoo has errors.`);
  const candidate = { ...net, structure: structureOf(program.value), print: printOf(program.value) };
  lowered.set(net, candidate);
  return candidate;
}

function countsOf(net: PaperNet): Counts {
  const known = counted.get(net);
  if (known) return known;
  const { graphs, root } = graphsOf(net);
  const counts = countsIn(graphs, root);
  counted.set(net, counts);
  return counts;
}

function countsIn(graphs: Graphs, root: string): Counts {
  const { parameters, multiplyAdds } = infer(graphs, root).totals;
  return { parameters: parameters.trainable, multiplyAdds };
}

function graphsOf({ entry, version }: PaperNet): ReturnType<ZooEntry['build']> {
  return entry.build(entry.title.en, version === null ? {} : { version });
}

/** A net of bottlenecks has its strides in one of two places. */
function versionsOf({ build }: ZooEntry): readonly PaperVerdict['version'][] {
  return Object.hasOwn(build('', {}).graphs, bottleneck.id) ? ['v1.5', 'v1'] : [null];
}

/**
 * The net of the paper that this graph is to the last layer, or null. Costs little while the counts are not those of one:
 * only nets with equal counts are lowered, and the graph only for them.
 */
export function exactPaperNet(graphs: Graphs, graphId: string): PaperVerdict | null {
  const { parameters, multiplyAdds } = countsIn(graphs, graphId);
  const alike = paperNets.filter((net) => countsOf(net).parameters === parameters && countsOf(net).multiplyAdds === multiplyAdds);
  if (alike.length === 0) return null;
  const program = lower(graphs, graphId);
  if (!program.ok) return null;
  const print = printOf(program.value);
  const found = alike.find((net) => candidateOf(net).print === print);
  return found ? { net: found.entry.id, version: found.version, difference: null } : null;
}

/** The net of the paper that this program is, or the nearest one with the first difference. */
export function paperCheck(program: Program): PaperVerdict {
  const structure = structureOf(program);
  const print = printOf(program);
  let nearest: { readonly candidate: Candidate; readonly differences: readonly Difference[]; readonly distance: number } | null = null;
  for (const candidate of paperNets.map(candidateOf)) {
    if (candidate.print === print) return { net: candidate.entry.id, version: candidate.version, difference: null };
    const differences = differencesOf(structure, candidate.structure);
    const distance = differences.reduce((sum, difference) => sum + difference.weight, 0);
    if (nearest === null || distance < nearest.distance) nearest = { candidate, differences, distance };
  }
  if (nearest === null) throw new Error('The zoo has no nets of the paper.');
  const { candidate, differences } = nearest;
  const [first = differs('paperLayers', {})] = differences;
  return { net: candidate.entry.id, version: candidate.version, difference: problem(first.code, {}, { ...first.values, net: candidate.entry.title.en }) };
}

/** Equal for programs that differ in paths alone, whatever the order of layers and of an addition's inputs. */
function printOf(program: Program): string {
  const prints = new Map<string, string>();
  for (const { path, className, config, inputs } of program.layers) {
    const sources = inputs.map((input) => prints.get(input) ?? '');
    if (className === 'Add') sources.sort();
    prints.set(path, sha256Hex(canonicalJson([className, config, sources])));
  }
  return `${program.layers.length} ${program.outputs.map((output) => prints.get(output)).join(' ')}`;
}

type Difference = { readonly code: DifferenceCode; readonly values: ProblemValues; readonly weight: number };

function differs(code: DifferenceCode, values: ProblemValues, weight = 1): Difference {
  return { code, values, weight };
}

/** From the coarse to the fine, in the order in which data flows. */
function differencesOf(own: Structure, paper: Structure): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (code: DifferenceCode, a: string | number, b: string | number, more: ProblemValues = {}, weight = 1) => {
    if (a !== b) found.push(differs(code, { ...more, own: a, paper: b }, weight));
  };
  if (own.residual !== paper.residual) found.push(differs(own.residual ? 'paperPlain' : 'paperResidual', {}, 4));
  compare('paperInput', formatShape(own.input), formatShape(paper.input), {}, 3);
  compare('paperStem', stemText(own), stemText(paper), {}, 3);
  compare('paperStemLayers', layersText(own.stemLayers), layersText(paper.stemLayers));
  compare('paperStages', own.stages.length, paper.stages.length, {}, 5);
  for (const [index, stage] of paper.stages.entries()) {
    const mine = own.stages.at(index);
    if (mine === undefined) continue;
    const place = { stage: index + 1 };
    compare('paperBlocks', mine.length, stage.length, place, Math.abs(mine.length - stage.length));
    for (const [code, textOf, more] of blockTexts) {
      const block = mine.findIndex((other, position) => textOf(other) !== textOf(stage[Math.min(position, stage.length - 1)]));
      if (block >= 0) compare(code, textOf(mine[block]), textOf(stage[Math.min(block, stage.length - 1)]), { ...place, ...more, block: block + 1 });
    }
  }
  if (own.residual && paper.residual) compare('paperShortcuts', optionOf(own), optionOf(paper));
  compare('paperHead', layersText(own.head), layersText(paper.head));
  compare('paperUnits', own.units ?? 0, paper.units ?? 0);
  return found;
}

const blockTexts: readonly (readonly [DifferenceCode, (block: BlockStructure) => string, ProblemValues?])[] = [
  ['paperKernels', ({ convs }) => convs.map(({ kernelSize }) => `${kernelSize}×${kernelSize}`).join(', ')],
  ['paperFilters', ({ convs }) => convs.map(({ filters }) => filters).join(', ')],
  ['paperStrides', ({ convs }) => convs.map(({ strides }) => strides).join(', ')],
  ['paperField', ({ convs }) => convs.map(({ groups = 1 }) => groups).join(', '), { field: 'groups' }],
  ['paperField', ({ convs }) => convs.map(({ padding }) => padding).join(', '), { field: 'padding' }],
  ['paperField', ({ convs }) => convs.map(({ useBias }) => String(useBias)).join(', '), { field: 'useBias' }],
  ['paperOrder', ({ branch, shortcut, after }) => layersText([...branch, ...(shortcut === 'none' ? [] : ['+']), ...after])],
];

/** `conv → BN → ReLU`, the same in every language. */
function layersText(layers: readonly string[]): string {
  return layers.join(' → ') || '–';
}

/** `7×7 /2, 64` */
function stemText({ stem }: Structure): string {
  return stem.map(({ kernelSize, strides, filters }) => `${kernelSize}×${kernelSize}${strides === 1 ? '' : ` /${strides}`}, ${filters}`).join('; ') || '–';
}

/** A, B or C; `other` for what the paper does not have. */
function optionOf({ stages }: Structure): string {
  const forms = new Set<ShortcutForm>(stages.flat().map((block) => block.shortcut));
  const only = (...allowed: readonly ShortcutForm[]) => [...forms].every((form) => allowed.includes(form));
  if (only('projection')) return 'C';
  if (only('identity', 'projection') && forms.has('projection')) return 'B';
  return only('identity', 'zeroPadding') ? 'A' : 'other';
}
