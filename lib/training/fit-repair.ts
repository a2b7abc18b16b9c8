/** One-click repairs for a net that does not fit its data set: the size of the input, the number of units at the end. */
import type { DatasetInfo } from '@/lib/datasets/dataset';
import { definitionOf, type Definition } from '@/lib/graph/blocks';
import type { ConfigValue, Graphs } from '@/lib/graph/graph';
import type { GraphEdit } from '@/lib/graph/inference';
import type { Program } from '@/lib/graph/program';
import { freshId } from '@/lib/util/ids';
import type { TrainingProblem } from './problems';

/** An edit of the net, or, where the net leaves the number to a parameter, a value for it in the train cell. */
export type FitRepair =
  | { readonly kind: 'units' | 'dense' | 'input'; readonly graph: string; readonly edit: GraphEdit }
  | { readonly kind: 'arguments'; readonly values: Readonly<Record<string, number>> };

const nothing: GraphEdit = { addNodes: {}, removeNodes: [], configure: {}, addEdges: [], removeEdges: [] };

/** Sets fields of a node; those that are a bare parameter such as `=classes` are set where the net is used, so that the net keeps it. */
function fieldsRepair(kind: 'units' | 'input', { id, graph }: Definition, node: string, wanted: Readonly<Record<string, number>>): FitRepair {
  const written: Readonly<Record<string, ConfigValue>> = graph.nodes[node].config ?? {};
  const values: Record<string, number> = {};
  const literals: Record<string, number> = {};
  for (const [field, value] of Object.entries(wanted)) {
    const raw = written[field];
    const name = typeof raw === 'string' ? /^=\s*([A-Za-z_]\w*)\s*$/.exec(raw)?.[1] : undefined;
    if (name !== undefined && (values[name] ?? value) === value) values[name] = value;
    else if (raw !== value) literals[field] = value;
  }
  if (Object.keys(literals).length === 0) return { kind: 'arguments', values };
  return { kind, graph: id, edit: { ...nothing, configure: { [node]: { ...wanted } } } };
}

function unitsRepair(definition: Definition, program: Program, classes: number): FitRepair | null {
  const { id: owner, graph } = definition;
  const call = program.layers.find((layer) => layer.path === program.outputs[0]);
  if (call === undefined) return null;
  if (call.className === 'Dense' && graph.nodes[call.path] !== undefined) return fieldsRepair('units', definition, call.path, { units: classes });
  const output = Object.keys(graph.nodes).find((id) => graph.nodes[id].kind === 'output');
  const wire = graph.edges.find(([, target]) => target.split(':')[0] === output);
  if (output === undefined || wire === undefined || call.outputShape.length !== 1) return null;
  const id = freshId('dense', (taken) => graph.nodes[taken] !== undefined);
  return {
    kind: 'dense',
    graph: owner,
    edit: {
      ...nothing,
      addNodes: { [id]: { kind: 'dense', config: { units: classes } } },
      removeEdges: [wire[1]],
      addEdges: [
        [wire[0], id],
        [id, wire[1]],
      ],
    },
  };
}

/** What mends the misfit, where one step does. */
export function fitRepair(problem: TrainingProblem, program: Program, graphs: Graphs, root: string, info: Pick<DatasetInfo, 'shape' | 'classes'>): FitRepair | null {
  const definition = definitionOf(graphs, root);
  if (definition === null) return null;
  if (problem.code === 'trainingClassesDiffer') return unitsRepair(definition, program, info.classes.length);
  const input = program.inputs[0];
  if (problem.code !== 'trainingShapeDiffers' || definition.graph.nodes[input] === undefined) return null;
  const [height, width, channels] = info.shape;
  return fieldsRepair('input', definition, input, { height, width, channels });
}
