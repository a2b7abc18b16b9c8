'use client';
/** One test image with its prediction; right and wrong are told by mark and text. */
import { Check, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { PixelImage } from '@/components/plots/pixel-image';

export type TileProps = {
  readonly bytes: Uint8Array | null;
  readonly shape: readonly [number, number, number];
  readonly index: number;
  readonly label: string;
  readonly predicted: string;
  /** Already as per cent. */
  readonly probability: string;
};

export function PredictionTile({ bytes, shape, index, label, predicted, probability }: TileProps) {
  const t = useTranslations('training');
  const right = label === predicted;
  const text = t('predictionImage', { index: String(index), label, predicted, probability });
  return (
    <li className="tile" title={text}>
      {bytes === null ? <i className="bone tile-bone" aria-hidden="true" /> : <PixelImage bytes={bytes} shape={shape} size={64} label={text} />}
      <span className={right ? 'verdict right' : 'verdict wrong'} aria-hidden="true">
        {right ? <Check size={12} /> : <X size={12} />}
        <span>{predicted}</span>
      </span>
      {!right && (
        <span className="muted tile-label" aria-hidden="true">
          ≠ {label}
        </span>
      )}
      <span className="num muted" aria-hidden="true">
        {t('percent', { value: probability })}
      </span>
    </li>
  );
}
