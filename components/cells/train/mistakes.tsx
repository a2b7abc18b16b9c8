'use client';
/** The mistakes that the net was most sure of, from the record of the run. */
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { usePage } from '@/components/datasets/use-sheet';
import type { DatasetInfo } from '@/lib/datasets/dataset';
import type { SheetSource } from '@/lib/datasets/sheet';
import type { RunResult } from '@/lib/runs/record';
import { formatShare } from './format';
import { PredictionTile } from './prediction-tile';

export function Mistakes({ info, source, mistakes }: { readonly info: DatasetInfo; readonly source: SheetSource; readonly mistakes: RunResult['mistakes'] }) {
  const t = useTranslations('training');
  const shown = useMemo(() => mistakes.slice(0, 24), [mistakes]);
  const places = useMemo(() => shown.map((mistake) => mistake.index), [shown]);
  const images = usePage(source, places);
  if (shown.length === 0) return <p className="soft">{t('noMistakes')}</p>;
  const name = (index: number) => info.classes[index] ?? String(index);
  return (
    <ul className="tiles" aria-label={t('mistakes')}>
      {shown.map((mistake, position) => (
        <PredictionTile key={mistake.index} bytes={images?.[position] ?? null} shape={info.shape} index={mistake.index} label={name(mistake.label)} predicted={name(mistake.predicted)} probability={formatShare(mistake.probability)} />
      ))}
    </ul>
  );
}
