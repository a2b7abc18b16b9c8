'use client';
/** What the chosen net costs, before anything runs: parameters, multiply-adds, and the memory of training with this batch. */
import { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import type { Program } from '@/lib/graph/program';
import { useInference } from '@/lib/stores/inference';
import { formatMebibytes } from './format';
import { Note } from './notes';
import { usePredictedMemory } from './use-predicted-memory';

export function NetFacts({ graph, program, batchSize }: { readonly graph: string; readonly program: Program; readonly batchSize: number }) {
  const t = useTranslations('training');
  const totals = useInference(graph)?.totals;
  const predicted = usePredictedMemory(program, batchSize);
  if (totals === undefined) return null;
  const { parameters, multiplyAdds } = totals;
  return (
    <>
      <p className="help net-facts">
        {t('netFacts', { trainable: formatCount(parameters.trainable), nonTrainable: formatCount(parameters.nonTrainable), multiplyAdds: formatCount(multiplyAdds) })}
        {predicted !== null && (
          <>
            {' '}
            {t('netMemory', {
              batchSize: formatCount(batchSize),
              total: formatMebibytes(predicted.memory.totalBytes),
              activations: formatMebibytes(predicted.memory.activationBytes),
              weights: formatMebibytes(predicted.memory.weightBytes),
              optimizer: formatMebibytes(predicted.memory.optimizerBytes),
            })}
          </>
        )}
      </p>
      {predicted !== null && predicted.fittingBatch !== null && <Note>{t('netTooLarge', { fits: String(predicted.fittingBatch), size: formatCount(predicted.fittingBatch) })}</Note>}
    </>
  );
}
