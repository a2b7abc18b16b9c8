/** Asks the canvas of a cell for a layer wherever it stands: inside blocks too, as one of their repeats has it. */
import { create } from 'zustand';
import { graphViewOf, showGraphView } from './graph-view';

export type Jump = {
  /** Steps into blocks. */
  readonly path: readonly string[];
  /** In the graph at the end of the path; `stage2.1` is a repeat of a block there. */
  readonly node: string;
  /** The block to unroll for it, or null. */
  readonly unroll: string | null;
};

type Jumps = { readonly byRoot: Readonly<Record<string, Jump>> };

const useJumps = create<Jumps>()(() => ({ byRoot: {} }));

/** What is asked for and not done yet. */
export function useJump(root: string): Jump | null {
  return useJumps((state) => state.byRoot[root] ?? null);
}

/** Shows the canvas if the cell shows something else. */
export function jumpTo(root: string, jump: Jump, narrow: boolean): void {
  const view = graphViewOf(root);
  if (view === 'code' || view === 'unrolled' || (narrow && view === 'table')) showGraphView(root, 'graph');
  useJumps.setState(({ byRoot }) => ({ byRoot: { ...byRoot, [root]: jump } }));
}

export function jumpDone(root: string): void {
  useJumps.setState(({ byRoot }) => ({ byRoot: Object.fromEntries(Object.entries(byRoot).filter(([other]) => other !== root)) }));
}
