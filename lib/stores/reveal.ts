/** Asks the canvas of a graph to bring a layer into view: from the list of problems, the outline, a table. */
import { create } from 'zustand';
import { selectNodes } from './selection';

type Reveal = { readonly graph: string; readonly node: string; /** Counts the requests, so that the same layer can be asked for again. */ readonly turn: number };

export const useReveal = create<Reveal>()(() => ({ graph: '', node: '', turn: 0 }));

export function revealNode(graph: string, node: string): void {
  selectNodes(graph, [node]);
  useReveal.setState(({ turn }) => ({ graph, node, turn: turn + 1 }));
}
