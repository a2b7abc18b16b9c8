/** Stacking a block to stages from the canvas: tried before it is done, and placed so that what follows makes room. */
import { defaultScope } from '@/lib/graph/blocks';
import { infer } from '@/lib/graph/infer';
import type { Totals } from '@/lib/graph/inference';
import { stackStages, type Stacked } from '@/lib/graph/stack-stages';
import { translator } from '@/lib/i18n/format';
import type { Problem } from '@/lib/util/problem';
import { success, type Result } from '@/lib/util/result';
import type { ActionCore } from './action-core';
import { nodeSize } from './size';

const GAP = { right: 56, down: 40 };

/** What the net would be; problems of the graph that were not there before are told by the canvas itself afterwards. */
export type StackTrial = { readonly stacked: Stacked; readonly before: Totals; readonly after: Totals };

export function createStackActions(core: ActionCore) {
  const { graphId, overlay, run, tell, view } = core;

  function titles(stages: number): string[] {
    const t = translator(core.language());
    return Array.from({ length: stages }, (_, index) => t('shortcuts.stageName', { number: index + 1 }));
  }

  function tryStack(id: string, stages: number, blocks: number): Result<StackTrial, Problem> {
    const { graphs } = core.document();
    const stacked = stackStages(graphs, graphId, id, { stages, blocks, titles: titles(stages) });
    if (!stacked.ok) return stacked;
    return success({ stacked: stacked.value, before: infer(graphs, graphId).totals, after: infer(stacked.value.graphs, graphId).totals });
  }

  /** The new stages behind the first one, and what lay behind it moved on. */
  function stagePositions(id: string, { graphs, nodes }: Stacked): Record<string, [number, number]> {
    const { direction, positions } = core.layout();
    const axis = direction === 'right' ? 0 : 1;
    const corner = positions[id];
    if (corner === undefined) return {};
    const graph = graphs[graphId];
    const step = nodeSize(graph.nodes[id], defaultScope(graph))[axis === 0 ? 'width' : 'height'] + GAP[direction];
    const at = (place: readonly [number, number], by: number): [number, number] => (axis === 0 ? [place[0] + by, place[1]] : [place[0], place[1] + by]);
    const moved = Object.entries(positions).filter(([other, place]) => other !== id && place[axis] > corner[axis]);
    return Object.fromEntries([
      ...moved.map(([other, place]) => [other, at(place, (nodes.length - 1) * step)] as const),
      ...nodes.slice(1).map((node, index) => [node, at(corner, (index + 1) * step)] as const),
    ]);
  }

  return {
    /** Opens the choice of how many. */
    askToStack: (ids: readonly string[]): void => {
      const [id] = ids;
      if (ids.length !== 1 || core.graph().nodes[id]?.kind !== 'block') {
        core.refuse({ code: 'stackNoBlock', place: { graph: graphId }, values: {} });
        return;
      }
      view.select([id]);
      overlay.setState({ stacking: id });
    },
    tryStack,
    stack: (id: string, stages: number, blocks: number): boolean => {
      const trial = tryStack(id, stages, blocks);
      if (!trial.ok) {
        core.refuse(trial.problem);
        return false;
      }
      const { stacked } = trial.value;
      const name = core.called(id);
      if (!run({ type: 'stackStages', args: { graph: graphId, node: id, stages, blocks, titles: titles(stages), positions: stagePositions(id, stacked) } })) return false;
      view.select([id]);
      tell('stacked', { name, stages, blocks });
      return true;
    },
  };
}
