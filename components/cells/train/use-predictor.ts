/** The kept weights of a run, opened at the first question and closed with the panel that asks. */
import { useEffect, useRef } from 'react';
import type { RunRecord } from '@/lib/runs/record';
import type { CheckpointName } from '@/lib/storage/database';
import { openPredictor } from '@/lib/stores/run-control';
import type { Predictor } from '@/lib/training/client';
import type { Problem } from '@/lib/util/problem';
import type { Result } from '@/lib/util/result';

type Opening = Promise<Result<Predictor, Problem>>;

async function close(opening: Opening): Promise<void> {
  const opened = await opening;
  if (opened.ok) opened.value.dispose();
}

/** Asks for the class probabilities of one normalised image, HWC. */
export function usePredictor(record: RunRecord, which: CheckpointName): (image: Float32Array) => Promise<Result<Float32Array, Problem>> {
  const opening = useRef<Opening | null>(null);
  const { id } = record;
  useEffect(
    () => () => {
      if (opening.current !== null) void close(opening.current);
      opening.current = null;
    },
    [id, which],
  );
  return async (image) => {
    opening.current ??= openPredictor(record, which);
    const opened = await opening.current;
    if (!opened.ok) {
      // The next question tries again.
      opening.current = null;
      return opened;
    }
    return opened.value.predict(image, 1);
  };
}
