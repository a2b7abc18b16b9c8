'use client';
/** The data sets as a list of buttons, the one that is looked at marked. */
import { Images } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { DatasetItem } from '@/lib/stores/datasets';
import { useFileSize } from './use-file-size';

type Props = { readonly items: readonly DatasetItem[]; readonly chosen: string; readonly onChoose: (id: string) => void };

export function DatasetList({ items, chosen, onChoose }: Props) {
  const t = useTranslations('datasets');
  const size = useFileSize();
  return (
    <ul className="dataset-list" aria-label={t('list')}>
      {items.map(({ info, origin, bytes }) => (
        <li key={info.id}>
          <button type="button" aria-pressed={info.id === chosen} onClick={() => onChoose(info.id)}>
            <Images size={16} strokeWidth={1.75} aria-hidden />
            <span className="grow">
              <span className="dataset-name">{info.name}</span>
              <span className="muted">{info.testCount > 0 ? t('counts', { training: info.trainingCount, test: info.testCount }) : t('countsTrainingOnly', { training: info.trainingCount })}</span>
              <span className="muted">{t(origin)}{' · '}{size(bytes)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
