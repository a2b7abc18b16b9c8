/** Holds a net against the papers' tables: which one it is, or the nearest one and the first difference. */
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
  | 'paperStages'
  | 'paperBlocks'
  | 'paperKernels'
  | 'paperFilters'
  | 'paperStrides'
  | 'paperShortcuts'
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

type Candidate = { readonly entry: ZooEntry; readonly version: PaperVerdict['version']; readonly structure: Structure; readonly print: string };

let known: readonly Candidate[] | null = null;

/** The nets of the first paper; lowered once, when they are first asked for. */
function candidates(): readonly Candidate[] {
  known ??= zoo
    .filter(({ family }) => family === 'imageNet' || family === 'cifar')
    .flatMap((entry) => versionsOf(entry).map((version) => candidateOf(entry, version)));
  return known;
}

/** A net of bottlenecks has its strides in one of two places. */
function versionsOf({ build }: ZooEntry): readonly PaperVerdict['version'][] {
  return Object.hasOwn(build('', {}).graphs, bottleneck.id) ? ['v1.5', 'v1'] : [null];
}

function candidateOf(entry: ZooEntry, version: PaperVerdict['version']): Candidate {
  const { graphs, root } = entry.build(entry.title.en, version === null ? {} : { version });
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(`${entry.id} of the zoo has errors.`);
  return { entry, version, structure: structureOf(program.value), print: printOf(program.value) };
}

export function paperCheck(program: Program): PaperVerdict {
  const structure = structureOf(program);
  const print = printOf(program);
  let nearest: { readonly candidate: Candidate; readonly differences: readonly Difference[]; readonly distance: number } | null = null;
  for (const candidate of candidates()) {
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
  compare('paperStages', own.stages.length, paper.stages.length, {}, 5);
  for (const [index, stage] of paper.stages.entries()) {
    const mine = own.stages.at(index);
    if (mine === undefined) continue;
    const place = { stage: index + 1 };
    compare('paperBlocks', mine.length, stage.length, place, Math.abs(mine.length - stage.length));
    for (const [code, textOf] of blockTexts) {
      const block = mine.findIndex((other, position) => textOf(other) !== textOf(stage[Math.min(position, stage.length - 1)]));
      if (block >= 0) compare(code, textOf(mine[block]), textOf(stage[Math.min(block, stage.length - 1)]), { ...place, block: block + 1 });
    }
  }
  if (own.residual && paper.residual) compare('paperShortcuts', optionOf(own), optionOf(paper));
  compare('paperUnits', own.units ?? 0, paper.units ?? 0);
  return found;
}

const blockTexts: readonly (readonly [DifferenceCode, (block: BlockStructure) => string])[] = [
  ['paperKernels', ({ convs }) => convs.map(({ kernelSize }) => `${kernelSize}×${kernelSize}`).join(', ')],
  ['paperFilters', ({ convs }) => convs.map(({ filters }) => filters).join(', ')],
  ['paperStrides', ({ convs }) => convs.map(({ strides }) => strides).join(', ')],
];

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
