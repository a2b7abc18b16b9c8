'use client';
/** A strip of test images with the predictions of the weights as they are now; right and wrong are told by mark and text. */
import { Check, X } from 'lucide-react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { PixelImage } from '@/components/plots/pixel-image';
import type { DatasetInfo } from '@/lib/datasets/dataset';
import type { StripPredictions } from '@/lib/training/protocol';
import { formatShare } from './format';

export const PredictionStrip = memo(function PredictionStrip({ strip, info }: { readonly strip: StripPredictions; readonly info: DatasetInfo }) {
  const t = useTranslations('training');
  const { images } = strip;
  if (images === undefined) return null;
  return (
    <section className="train-strip" aria-label={t('strip')}>
      <p className="part-title">{t('strip')}</p>
      <ul>
        {strip.indices.map((testIndex, position) => {
          const label = info.classes[strip.labels[position]] ?? String(strip.labels[position]);
          const predicted = info.classes[strip.predicted[position]] ?? String(strip.predicted[position]);
          const right = strip.labels[position] === strip.predicted[position];
          const probability = formatShare(strip.probabilities[position] ?? 0);
          return (
            <li key={testIndex}>
              <PixelImage bytes={images} index={position} shape={info.shape} size={56} label={t('stripImage', { label, predicted, probability, verdict: right ? 'right' : 'wrong' })} />
              <span className={right ? 'verdict right' : 'verdict wrong'} aria-hidden="true">
                {right ? <Check size={12} /> : <X size={12} />}
                <span>{predicted}</span>
              </span>
              <span className="num muted" aria-hidden="true">
                {t('percent', { value: probability })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
});
