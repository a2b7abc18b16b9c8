'use client';
/** What the chosen net costs, before anything runs: parameters, multiply-adds, and the memory of its activations for a batch. */
import { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import { useInference } from '@/lib/stores/inference';
import { formatMebibytes } from './format';

export function NetFacts({ graph, batchSize }: { readonly graph: string; readonly batchSize: number }) {
  const t = useTranslations('training');
  const totals = useInference(graph)?.totals;
  if (totals === undefined) return null;
  const { parameters, multiplyAdds, activationBytes } = totals;
  return (
    <p className="help net-facts">
      {t('netFacts', {
        trainable: formatCount(parameters.trainable),
        nonTrainable: formatCount(parameters.nonTrainable),
        multiplyAdds: formatCount(multiplyAdds),
        activations: formatMebibytes(activationBytes * batchSize),
        batchSize: formatCount(batchSize),
      })}
    </p>
  );
}
