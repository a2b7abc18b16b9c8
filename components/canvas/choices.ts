/** What is offered in a canvas's menus: layers that fit where one is wanted, and ends for a wire with the reason where one is impossible. */
import { fittingKinds, freeTargets, kindsBefore, paletteChoices, type ConnectionProblem } from '@/lib/graph/connect';
import { parseEndPoint, type Graphs } from '@/lib/graph/graph';
import type { Language } from '@/lib/i18n/define';
import type { NotebookDocument } from '@/lib/notebook/document';
import { inferenceOf } from '@/lib/stores/inference';
import { nodeCalled } from './node-label';
import type { AddTarget } from './overlay-store';
import type { Offer } from './palette-entries';

/** Which layers can stand where the menu was opened: behind a wire's start, before its end, on a wire, or anywhere. */
export function fittingOffers(graphs: Graphs, graphId: string, target: AddTarget): readonly Offer[] {
  const inference = inferenceOf(graphs, graphId);
  const shapeAt = (node: string) => inference?.nodes.get(node)?.outputShape ?? null;
  switch (target.kind) {
    case 'place':
    case 'behindSelection':
      return paletteChoices;
    case 'after':
      return fittingKinds(shapeAt(target.node));
    case 'before':
      return kindsBefore();
    case 'wire': {
      const edge = graphs[graphId]?.edges.find(([, end]) => end === target.wire);
      return fittingKinds(edge ? shapeAt(parseEndPoint(edge[0]).node) : null).filter(({ kind }) => kind.ports.outputs.length > 0);
    }
  }
}

export type LinkChoice = { readonly id: string; readonly name: string; readonly kind: string; readonly problem: ConnectionProblem | null; /** What its wire would replace. */ readonly replaces: string | null };

/** All layers, possible ends first: those with a free input, those whose wire would be replaced, then the impossible ones. */
export function linkChoices(document: NotebookDocument, graphId: string, from: string, language: Language): readonly LinkChoice[] {
  const graph = document.graphs[graphId];
  const inference = inferenceOf(document.graphs, graphId);
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
