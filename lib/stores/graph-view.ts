/** Which view of its graph each graph cell shows; ephemeral, and apart from the cell because a jump to a layer may need another one. */
import { create } from 'zustand';

export type GraphViewName = 'graph' | 'table' | 'unrolled' | 'code';

const useGraphViews = create<{ readonly byGraph: Readonly<Record<string, GraphViewName>> }>()(() => ({ byGraph: {} }));

export function useGraphView(root: string): GraphViewName {
  return useGraphViews((state) => state.byGraph[root] ?? 'graph');
}

export function graphViewOf(root: string): GraphViewName {
  return useGraphViews.getState().byGraph[root] ?? 'graph';
}

export function showGraphView(root: string, view: GraphViewName): void {
  useGraphViews.setState(({ byGraph }) => ({ byGraph: { ...byGraph, [root]: view } }));
}
