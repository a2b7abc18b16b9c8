'use client';
/** Predictions of all test images in pages, filtered by class, by mistake, or by a cell of the confusion matrix. */
import { X } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePage } from '@/components/datasets/use-sheet';
import type { ConfusionCell } from '@/components/plots/confusion-matrix';
import type { DatasetInfo } from '@/lib/datasets/dataset';
import type { SheetSource } from '@/lib/datasets/sheet';
import type { TestPredictions } from '@/lib/training/protocol';
import { formatShare } from './format';
import { Pager } from './pager';
import { PredictionTile } from './prediction-tile';

const TILES = 24;

export type PredictionGridProps = {
  readonly info: DatasetInfo;
  readonly source: SheetSource;
  readonly predictions: TestPredictions;
  readonly pair: ConfusionCell | null;
  readonly onPair: (pair: ConfusionCell | null) => void;
};

export function PredictionGrid({ info, source, predictions, pair, onPair }: PredictionGridProps) {
  const t = useTranslations('training');
  const id = useId();
  const [label, setLabel] = useState(-1);
  const [wrongOnly, setWrongOnly] = useState(false);
  const [page, setPage] = useState(0);
  const { labels } = source;
  const indices = useMemo(() => {
    const found: number[] = [];
    for (let index = 0; index < labels.length; index++) {
      const predicted = predictions.predicted[index];
      const fits = pair === null ? (label < 0 || labels[index] === label) && (!wrongOnly || labels[index] !== predicted) : labels[index] === pair.label && predicted === pair.predicted;
      if (fits) found.push(index);
    }
    return found;
  }, [labels, predictions, pair, label, wrongOnly]);
  const pages = Math.max(1, Math.ceil(indices.length / TILES));
  const shown = Math.min(page, pages - 1);
  const places = useMemo(() => indices.slice(shown * TILES, (shown + 1) * TILES), [indices, shown]);
  const images = usePage(source, places);
  const name = (index: number) => info.classes[index] ?? String(index);

  return (
    <div className="prediction-grid">
      <div className="row grid-tools">
        {pair === null ? (
          <>
            <label htmlFor={`${id}-class`} className="muted">
              {t('filterClass')}
            </label>
            <select id={`${id}-class`} className="field" value={label} onChange={(event) => setLabel(Number(event.target.value))}>
              <option value={-1}>{t('filterAll')}</option>
              {info.classes.map((title, index) => (
                <option key={title} value={index}>
                  {title}
                </option>
              ))}
            </select>
            <label className="row">
              <input type="checkbox" checked={wrongOnly} onChange={(event) => setWrongOnly(event.target.checked)} />
              {t('filterWrong')}
            </label>
          </>
        ) : (
          <>
            <span>{pair.label === pair.predicted ? name(pair.label) : t('filterPair', { label: name(pair.label), predicted: name(pair.predicted) })}</span>
            <button type="button" className="btn small ghost" onClick={() => onPair(null)}>
              <X size={13} aria-hidden="true" />
              {t('clearFilter')}
            </button>
          </>
        )}
        <span className="muted end" role="status">
          {t('predictionCount', { count: indices.length })}
        </span>
        <Pager page={shown} pages={pages} onPage={setPage} />
      </div>
      <ul className="tiles">
        {places.map((index, position) => (
          <PredictionTile
            key={index}
            bytes={images?.[position] ?? null}
            shape={info.shape}
            index={index}
            label={name(labels[index])}
            predicted={name(predictions.predicted[index])}
            probability={formatShare(predictions.probability[index])}
          />
        ))}
      </ul>
    </div>
  );
}
