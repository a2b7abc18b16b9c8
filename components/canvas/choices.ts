/** What is offered in a canvas's menus: layers that fit where one is wanted, and ends for a wire with the reason where one is impossible. */
import { fittingKinds, freeTargets, kindsBefore, paletteChoices, type ConnectionProblem } from '@/lib/graph/connect';
import { blockBehind } from '@/lib/graph/fitting-blocks';
import { parseEndPoint, type Graphs } from '@/lib/graph/graph';
import type { Shape } from '@/lib/graph/shape';
import type { Language } from '@/lib/i18n/define';
import type { NotebookDocument } from '@/lib/notebook/document';
import { scopeSeen, type Route } from '@/lib/stores/entered-blocks';
import { inferenceSeen } from '@/lib/stores/inference';
import type { BlockOffer } from './block-offers';
import { nodeCalled } from './node-label';
import type { AddTarget } from './overlay-store';
import type { Offer } from './palette-entries';

/** Which layers and blocks can stand where the menu was opened: behind a wire's start, before its end, on a wire, or anywhere. */
export function fittingOffers(graphs: Graphs, graphId: string, route: Route | null, target: AddTarget, blocks: readonly BlockOffer[]): readonly Offer[] {
  const inference = inferenceSeen(graphs, graphId, route);
  const shapeAt = (node: string) => inference?.nodes.get(node)?.outputShape ?? null;
  const scope = scopeSeen(graphs, graphId, route);
  const behind = (shape: Shape | null) => blocks.filter(({ definition, brings }) => blockBehind({ ...brings, ...graphs }, graphId, definition, shape, scope) !== null);
  switch (target.kind) {
    case 'place':
    case 'behindSelection':
      return [...paletteChoices, ...blocks];
    case 'after':
      return [...fittingKinds(shapeAt(target.node)), ...behind(shapeAt(target.node))];
    case 'before':
      return [...kindsBefore(), ...blocks];
    case 'wire': {
      const edge = graphs[graphId]?.edges.find(([, end]) => end === target.wire);
      const shape = edge ? shapeAt(parseEndPoint(edge[0]).node) : null;
      return [...fittingKinds(shape).filter(({ kind }) => kind.ports.outputs.length > 0), ...behind(shape)];
    }
  }
}

export type LinkChoice = { readonly id: string; readonly name: string; readonly kind: string; readonly problem: ConnectionProblem | null; /** What its wire would replace. */ readonly replaces: string | null };

/** All layers, possible ends first: those with a free input, those whose wire would be replaced, then the impossible ones. */
export function linkChoices(document: NotebookDocument, graphId: string, route: Route | null, from: string, language: Language): readonly LinkChoice[] {
  const graph = document.graphs[graphId];
  const inference = inferenceSeen(document.graphs, graphId, route);
  if (!graph || !inference) return [];
  const all = freeTargets(document.graphs, graphId, inference, from).map(({ node, connection }): LinkChoice => ({
    id: node,
    name: nodeCalled(document, graphId, node, language),
    kind: graph.nodes[node].kind,
    problem: connection.problem,
    replaces: connection.replaces === null ? null : nodeCalled(document, graphId, connection.replaces, language),
  }));
  const rank = ({ problem, replaces }: LinkChoice) => (problem !== null ? 2 : replaces !== null ? 1 : 0);
  return all.map((choice, index) => ({ choice, index })).sort((a, b) => rank(a.choice) - rank(b.choice) || a.index - b.index).map(({ choice }) => choice);
}
