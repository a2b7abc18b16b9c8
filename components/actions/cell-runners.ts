/** What "run" and "stop" mean for a cell that is on the screen; its view says so while it is mounted. */
import { useEffect, useRef } from 'react';

export type CellRunner = { readonly run: () => void; readonly stop: () => void };

const runners = new Map<string, () => CellRunner>();

export function runnerOf(cell: string): CellRunner | null {
  return runners.get(cell)?.() ?? null;
}

/** For the view of a cell: makes Mod+Enter, Shift+Enter, I I and the command palette reach it. */
export function useCellRunner(cell: string, runner: CellRunner): void {
  const latest = useRef(runner);
  useEffect(() => {
    latest.current = runner;
  });
  useEffect(() => {
    runners.set(cell, () => latest.current);
    return () => {
      runners.delete(cell);
    };
  }, [cell]);
}
