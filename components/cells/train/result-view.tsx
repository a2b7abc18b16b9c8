'use client';
/** After a run: accuracy on the test set, confusion matrix, mistakes, single predictions, and an image of one's own. */
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ConfusionMatrix, type ConfusionCell } from '@/components/plots/confusion-matrix';
import { formatCount } from '@/lib/graph/numbers';
import type { CheckpointName } from '@/lib/storage/database';
import type { RunEntry } from '@/lib/stores/runs';
import { formatLoss } from './format';
import { useTestSet } from './use-test-set';

export function ResultView({ entry }: { readonly entry: RunEntry; readonly weights: readonly CheckpointName[] | null }) {
  const t = useTranslations('training');
  const [pair, setPair] = useState<ConfusionCell | null>(null);
  const { record } = entry;
  const { result } = record;
  const test = useTestSet(record.dataset.id);
  const classes = test?.info.classes ?? result?.confusion.map((_, index) => String(index)) ?? [];
  if (result === undefined) return null;
  const total = result.confusion.flat().reduce((sum, count) => sum + count, 0);
  const correct = Math.round(result.testAccuracy * total);
  const name = (index: number) => classes[index] ?? String(index);
  return (
    <section className="train-result" aria-label={t('results')}>
      <h4>{t('results')}</h4>
      <p className="soft">
        {t('testFigures', { correct: formatCount(correct), total: formatCount(total), loss: formatLoss(result.testLoss) })}, {result.weights === 'best' ? t('testWeightsBest') : t('testWeightsLast')}
      </p>
      <ConfusionMatrix
        caption={t('confusion')}
        classes={classes}
        matrix={result.confusion}
        selected={pair}
        onSelect={setPair}
        describe={(cell, count, of) =>
          cell.label === cell.predicted
            ? t('confusionRight', { count: formatCount(count), total: formatCount(of), label: name(cell.label) })
            : t('confusionWrong', { count: formatCount(count), total: formatCount(of), label: name(cell.label), predicted: name(cell.predicted) })
        }
        rowTitle={t('confusionRow')}
        columnTitle={t('confusionColumn')}
        hint={t('confusionHint')}
      />
    </section>
  );
}
