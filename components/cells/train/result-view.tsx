'use client';
/** After a run: figures on the test set, confusion matrix, mistakes, single predictions, and an image of one's own. */
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSheet } from '@/components/datasets/use-sheet';
import { ConfusionMatrix, type ConfusionCell } from '@/components/plots/confusion-matrix';
import { formatCount } from '@/lib/graph/numbers';
import type { RunResult } from '@/lib/runs/record';
import type { CheckpointName } from '@/lib/storage/database';
import { useDatasetItems } from '@/lib/stores/datasets';
import { loadPredictions } from '@/lib/stores/run-control';
import type { RunEntry } from '@/lib/stores/runs';
import { formatLoss } from './format';
import { Mistakes } from './mistakes';
import { PredictionGrid } from './prediction-grid';
import { TryImage } from './try-image';

const tabs = ['mistakes', 'predictions', 'tryIt'] as const;
type Tab = (typeof tabs)[number];

export type ResultViewProps = { readonly entry: RunEntry; readonly weights: readonly CheckpointName[] | null };

function Figures({ result }: { readonly result: RunResult }) {
  const t = useTranslations('training');
  const total = result.confusion.flat().reduce((sum, count) => sum + count, 0);
  const correct = result.confusion.reduce((sum, row, label) => sum + row[label], 0);
  return (
    <p className="soft">
      {t('testFigures', { correct: formatCount(correct), total: formatCount(total), loss: formatLoss(result.testLoss) })}, {result.weights === 'best' ? t('testWeightsBest') : t('testWeightsLast')}
    </p>
  );
}

export function ResultView({ entry, weights }: ResultViewProps) {
  const t = useTranslations('training');
  const [pair, setPair] = useState<ConfusionCell | null>(null);
  const { record, predictions } = entry;
  const { result } = record;
  const [tab, setTab] = useState<Tab | null>(result === undefined ? null : 'mistakes');
  const items = useDatasetItems();
  const info = items.find((item) => item.info.id === record.dataset.id)?.info ?? null;
  const sheet = useSheet(record.dataset.id, 'test');
  useEffect(() => {
    if (predictions === null) void loadPredictions(record.id);
  }, [predictions, record.id]);
  const classes = info?.classes ?? result?.confusion.map((_, index) => String(index)) ?? [];
  const name = (index: number) => classes[index] ?? String(index);

  function body(shown: Tab) {
    if (info === null) return <p className="soft">{t('dataMissing', { id: record.dataset.name })}</p>;
    if (shown === 'tryIt') return (weights?.length ?? 0) > 0 ? <TryImage record={record} info={info} source={sheet.state === 'ready' ? sheet.source : null} /> : <p className="soft">{t('tryNoWeights')}</p>;
    if (sheet.state !== 'ready') return <p className="muted">{sheet.state === 'loading' ? t('loadingImages') : t('dataMissing', { id: record.dataset.name })}</p>;
    if (shown === 'mistakes' && result !== undefined) return <Mistakes info={info} source={sheet.source} mistakes={result.mistakes} />;
    if (predictions === undefined || predictions === null) return <p className="soft">{predictions === null ? t('loadingImages') : t('predictionsMissing')}</p>;
    return <PredictionGrid info={info} source={sheet.source} predictions={predictions} pair={pair} onPair={setPair} />;
  }

  return (
    <section className="train-result" aria-label={t('results')}>
      <p className="part-title">{t('results')}</p>
      {result !== undefined && <Figures result={result} />}
      <div className="result-columns">
        {result !== undefined && (
          <ConfusionMatrix
            caption={t('confusion')}
            classes={classes}
            matrix={result.confusion}
            selected={pair}
            onSelect={(cell) => {
              setPair(cell);
              if (cell !== null) setTab('predictions');
            }}
            describe={(cell, count, of) =>
              cell.label === cell.predicted
                ? t('confusionRight', { count: formatCount(count), total: formatCount(of), label: name(cell.label) })
                : t('confusionWrong', { count: formatCount(count), total: formatCount(of), label: name(cell.label), predicted: name(cell.predicted) })
            }
            rowTitle={t('confusionRow')}
            columnTitle={t('confusionColumn')}
            hint={t('confusionHint')}
          />
        )}
        <div className="result-detail">
          <div className="seg" role="group" aria-label={t('results')}>
            {tabs
              .filter((one) => result !== undefined || one === 'tryIt')
              .map((one) => (
                <button key={one} type="button" aria-pressed={tab === one} onClick={() => setTab(result === undefined && tab === one ? null : one)}>
                  {t(one)}
                </button>
              ))}
          </div>
          {tab !== null && body(tab)}
        </div>
      </div>
    </section>
  );
}
