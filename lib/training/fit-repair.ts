/** One-click repairs for a net that does not fit its data set: the size of the input, the number of units at the end. */
import type { DatasetInfo } from '@/lib/datasets/dataset';
import { definitionOf } from '@/lib/graph/blocks';
import type { Graph, Graphs } from '@/lib/graph/graph';
import type { GraphEdit } from '@/lib/graph/inference';
import type { Program } from '@/lib/graph/program';
import { freshId } from '@/lib/util/ids';
import type { TrainingProblem } from './problems';

export type FitRepair = { readonly kind: 'units' | 'dense' | 'input'; readonly graph: string; readonly edit: GraphEdit };

const nothing: GraphEdit = { addNodes: {}, removeNodes: [], configure: {}, addEdges: [], removeEdges: [] };

function unitsRepair(graph: Graph, program: Program, classes: number): Omit<FitRepair, 'graph'> | null {
  const call = program.layers.find((layer) => layer.path === program.outputs[0]);
  if (call === undefined) return null;
  if (call.className === 'Dense' && graph.nodes[call.path] !== undefined) return { kind: 'units', edit: { ...nothing, configure: { [call.path]: { units: classes } } } };
  const output = Object.keys(graph.nodes).find((id) => graph.nodes[id].kind === 'output');
  const wire = graph.edges.find(([, target]) => target.split(':')[0] === output);
  if (output === undefined || wire === undefined || call.outputShape.length !== 1) return null;
  const id = freshId('dense', (taken) => graph.nodes[taken] !== undefined);
  return {
    kind: 'dense',
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

/** The edit of the net's own graph that mends the misfit, where one edit does. */
export function fitRepair(problem: TrainingProblem, program: Program, graphs: Graphs, root: string, info: Pick<DatasetInfo, 'shape' | 'classes'>): FitRepair | null {
  const definition = definitionOf(graphs, root);
  if (definition === null) return null;
  const { id, graph } = definition;
  if (problem.code === 'trainingClassesDiffer') {
    const repair = unitsRepair(graph, program, info.classes.length);
    return repair === null ? null : { ...repair, graph: id };
  }
  const input = program.inputs[0];
  if (problem.code !== 'trainingShapeDiffers' || graph.nodes[input] === undefined) return null;
  const [height, width, channels] = info.shape;
  return { kind: 'input', graph: id, edit: { ...nothing, configure: { [input]: { height, width, channels } } } };
}
