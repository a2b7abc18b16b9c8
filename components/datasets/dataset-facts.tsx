'use client';
/** The figures of a data set, as a list of terms. */
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { DatasetItem } from '@/lib/stores/datasets';
import { useFileSize } from './use-file-size';

export function DatasetFacts({ item: { info, bytes } }: { readonly item: DatasetItem }) {
  const t = useTranslations('datasets');
  const format = useFormatter();
  const size = useFileSize();
  const [height, width, channels] = info.shape;
  const { mean, deviation } = info.normalization;
  const figure = (value: number) => format.number(value, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
  return (
    <dl className="dataset-facts">
      <Fact term={t('images')}>{info.testCount > 0 ? t('counts', { training: info.trainingCount, test: info.testCount }) : t('countsTrainingOnly', { training: info.trainingCount })}</Fact>
      <Fact term={t('shape')}>{t('shapeValue', { height, width, channels })}</Fact>
      <Fact term={t('classes')}>{format.number(info.classes.length)}</Fact>
      <Fact term={t('kept')}>{size(bytes)}</Fact>
      <Fact term={t('normalization')}>
        {mean.map((value, channel) => (
          <span key={channel} className="num">{figure(value)} ± {figure(deviation[channel])}</span>
        ))}
      </Fact>
      <Fact term={t('flips')}>{info.flippable ? t('flipsYes') : t('flipsNo')}</Fact>
      <Fact term={t('licence')}>{info.licence === '' ? t('licenceUnknown') : info.licence}</Fact>
      {info.source !== '' && (
        <Fact term={t('source')}>
          <a href={info.source} target="_blank" rel="noreferrer">{new URL(info.source).host}</a>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
