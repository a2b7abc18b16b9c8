'use client';
/** Asks the planner what training a net would take, a moment after the last change of net or batch size. */
import { useEffect, useState } from 'react';
import type { Program } from '@/lib/graph/program';
import { predictMemory, type PredictedMemory } from '@/lib/training/predict-memory';

/** A field that is being typed in asks once. */
const DELAY = 250;

type Asked = { readonly program: Program; readonly batchSize: number; readonly answer: PredictedMemory };

/** Null until there is an answer for just this. */
export function usePredictedMemory(program: Program, batchSize: number): PredictedMemory | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => {
    if (!(batchSize >= 1)) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void predictMemory(program, batchSize).then((answer) => {
        if (current) setAsked({ program, batchSize, answer });
      });
    }, DELAY);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [program, batchSize]);
  return asked?.program === program && asked.batchSize === batchSize ? asked.answer : null;
}
