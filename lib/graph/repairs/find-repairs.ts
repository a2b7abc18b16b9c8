/** Repairs for each problem: proposed by its code, tried on a copy, kept if the problem is gone, and priced. */
import { assertNever } from '@/lib/util/assert-never';
import { applyGraphEdit } from '../edit';
import { findProblems, type Finding } from '../find-problems';
import { nameOf, type Graph } from '../graph';
import type { GraphEdit, GraphProblem, Repair } from '../inference';
import { measure } from '../measure';
import type { Measure, Surroundings } from '../measured-graph';
import type { GraphProblemCode } from '../problem-codes';
import { kindOf } from '../registry';
import { descendantsOf, wiringOf } from '../wiring';
import { candidate, setField, type Candidate, type Patient } from './candidate';
import { bypassRepairs, groupRepairs, imageRepairs, kernelRepairs, mismatchRepairs, paddingRepairs, removeLayer, vectorRepairs } from './shape-repairs';
import {
  badPortRepairs,
  cycleRepairs,
  deadEndRepairs,
  looseEdgeRepairs,
  missingInputRepairs,
  noInputRepairs,
  noOutputRepairs,
  portTakenRepairs,
  severalInputsRepairs,
  severalOutputsRepairs,
  unknownKindRepairs,
} from './wiring-repairs';

/** So many problems get repairs at a time: the others once these are mended. It bounds the time of an edit. */
const MOST_PATIENTS = 24;

export function withRepairs(findings: readonly Finding[], graph: Graph, graphId: string, measured: Measure, around: Surroundings): readonly GraphProblem[] {
  return findings.map((finding, index) => ({
    ...finding,
    repairs: index < MOST_PATIENTS ? repairsOf({ graph, graphId, measured, around, finding }, findings) : [],
  }));
}

function repairsOf(patient: Patient, findings: readonly Finding[]): readonly Repair[] {
  const before = new Set(findings.filter((finding) => finding.severity === 'error').map(keyOf));
  return candidatesFor(patient).flatMap(({ code, values, edit }) => {
    const tried = tryEdit(patient, edit);
    if (tried === null || tried.findings.some((finding) => keyOf(finding) === keyOf(patient.finding))) return [];
    const takesAway = code === 'removeWire' || code === 'keepWire';
    const worse = tried.findings.some(
      (finding) => finding.severity === 'error' && !before.has(keyOf(finding)) && !(takesAway && finding.code === 'missingInput') && touches(patient, edit, finding),
    );
    return worse ? [] : [{ code, values, edit, cost: priceOf(patient.measured, tried.measured, edit.removeNodes) }];
  });
}

function keyOf({ code, place }: Finding): string {
  return `${code} ${place.node ?? ''} ${place.port ?? ''} ${place.field ?? ''}`;
}

/** A repair may uncover problems further on; it may not make one where it works. */
function touches({ finding }: Patient, edit: GraphEdit, other: Finding): boolean {
  const node = other.place.node ?? '';
  return node === finding.place.node || Object.hasOwn(edit.addNodes, node) || Object.hasOwn(edit.configure, node);
}

type Tried = { readonly measured: Measure; readonly findings: readonly Finding[] };

function tryEdit({ graph, graphId, around, measured: before, finding }: Patient, edit: GraphEdit): Tried | null {
  const edited = applyGraphEdit(graph, edit);
  if (!edited.ok) return null;
  const graphs = { ...around.graphs, [graphId]: edited.value };
  const { node } = finding.place;
  const beyond = node !== undefined && before.nodes.get(node)?.outputShape === null ? behind(edited.value, node) : undefined;
  const measured = measure(edited.value, { ...around, graphs }, beyond);
  return { measured, findings: findProblems(edited.value, graphId, measured, { ...around, graphs }) };
}

/** What lies behind a node whose shape is not known: nothing there could be counted before, so nothing there has a price. */
function behind(graph: Graph, node: string): ReadonlySet<string> {
  const found = new Set(descendantsOf(wiringOf(graph), [node]));
  found.delete(node);
  return found;
}

/** Counts of new nodes, and differences of those that could be counted before; what only becomes countable is no price. */
function priceOf(before: Measure, after: Measure, removed: readonly string[]): Repair['cost'] {
  let parameters = 0;
  let multiplyAdds = 0;
  for (const [id, facts] of after.nodes) {
    const old = before.nodes.get(id);
    if (old !== undefined && old.outputShape === null) continue;
    parameters += facts.parameters.trainable - (old?.parameters.trainable ?? 0);
    multiplyAdds += facts.multiplyAdds - (old?.multiplyAdds ?? 0);
  }
  for (const id of removed) {
    const facts = before.nodes.get(id);
    parameters -= facts?.parameters.trainable ?? 0;
    multiplyAdds -= facts?.multiplyAdds ?? 0;
  }
  return { parameters, multiplyAdds };
}

function isCoreCode(finding: Finding): finding is Finding & { readonly code: GraphProblemCode } {
  return finding.text === undefined;
}

function candidatesFor(patient: Patient): readonly Candidate[] {
  const { finding, graph } = patient;
  if (!isCoreCode(finding)) return [];
  const node = finding.place.node;
  if (node === undefined) return candidatesForGraph(patient, finding.code);
  switch (finding.code) {
    case 'shapesDiffer':
      return mismatchRepairs(patient, node);
    case 'needsVector':
      return vectorRepairs(patient, node);
    case 'needsImage':
      return imageRepairs(patient, node);
    case 'kernelTooLarge':
      return kernelRepairs(patient, node);
    case 'paddingShrinks':
      return paddingRepairs(patient, node);
    case 'groupsDoNotDivide':
      return groupRepairs(patient, node);
    case 'bypassChangesShape':
      return bypassRepairs(patient, node);
    case 'cycle':
      return cycleRepairs(patient);
    case 'edgeToNothing':
      return looseEdgeRepairs(patient);
    case 'takesNoInput':
    case 'givesNoOutput':
    case 'noSuchPort':
      return badPortRepairs(patient, node);
    case 'portTaken':
      return portTakenRepairs(patient, node);
    case 'missingInput':
      return missingInputRepairs(patient, node);
    case 'isolated':
    case 'finalSoftmax':
      return [removeLayer(graph, node)];
    case 'deadEnd':
      return deadEndRepairs(patient, node);
    case 'severalInputs':
      return severalInputsRepairs(patient, node);
    case 'severalOutputs':
      return severalOutputsRepairs(patient, node);
    case 'unknownKind':
      return unknownKindRepairs(patient, node);
    case 'blockMissing':
      return [removeLayer(graph, node)];
    case 'valueTooSmall':
    case 'valueTooLarge':
    case 'valueNotInteger':
    case 'valueNotNumber':
    case 'valueNotBoolean':
    case 'valueNotChoice':
    case 'expressionSyntax':
    case 'expressionUnknownName':
    case 'expressionNotNumber':
    case 'expressionNotDivisible':
    case 'expressionDivisionByZero':
    case 'expressionTooLarge':
    case 'expressionTooLong':
      return valueRepairs(patient, node);
    case 'sizesDiffer':
    case 'noInput':
    case 'noOutput':
    case 'nothingArrives':
    case 'graphMissing':
    case 'blockRecursive':
    case 'blockOutputs':
    case 'blockRepeatInputs':
    case 'blockFaulty':
    case 'tooManyLayers':
    case 'wireToNothing':
    case 'wireToItself':
    case 'wireFromOutput':
    case 'wireToInput':
    case 'wireNoSuchPort':
    case 'wireExists':
    case 'wireClosesCycle':
    case 'badNodeId':
      return [];
    default:
      return assertNever(finding.code);
  }
}

function candidatesForGraph(patient: Patient, code: GraphProblemCode): readonly Candidate[] {
  if (code === 'noInput') return noInputRepairs(patient);
  if (code === 'noOutput') return noOutputRepairs(patient);
  return code === 'edgeToNothing' ? looseEdgeRepairs(patient) : [];
}

/** The nearest value that would do, or the default. */
function valueRepairs(patient: Patient, node: string): readonly Candidate[] {
  const field = patient.finding.place.field;
  const problem = patient.measured.nodes.get(node)?.configProblems.find((other) => other.field === field);
  if (field === undefined || problem === undefined || patient.graph.nodes[node].kind === 'block') return [];
  const nearest = problem.nearest === null ? [] : [setField(patient, node, field, problem.nearest)];
  return [...nearest, candidate('resetField', { layer: nameOf(patient.graph, node), field, value: String(defaultOf(patient, node, field)) }, { configure: { [node]: { [field]: null } } })];
}

function defaultOf({ graph }: Patient, node: string, field: string): number | boolean | string {
  return kindOf(graph.nodes[node].kind)?.fields[field]?.default ?? '';
}
