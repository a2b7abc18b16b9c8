/** Guesses how long a phase still takes, from how long its share so far took. */
import { useEffect, useState } from 'react';

const SURE_AFTER_MILLISECONDS = 1_500;

/** Null until there is ground for a guess. `since` is the import's beginning on the clock of `performance.now()`. */
export function useSecondsLeft(since: number, phase: string, share: number): number | null {
  const [begun, setBegun] = useState({ phase, at: since });
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const now = performance.now();
    if (begun.phase !== phase) {
      setBegun({ phase, at: now });
      setLeft(null);
      return;
    }
    const elapsed = now - begun.at;
    if (share > 0 && elapsed > SURE_AFTER_MILLISECONDS) setLeft(Math.ceil((elapsed * (1 - share)) / share / 1000));
  }, [begun, phase, share]);
  return left;
}
