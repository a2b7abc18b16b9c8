/** Figures of training as they stand on the screen: losses, percentages, times, sizes. */
import type { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import type { RunRecord } from '@/lib/runs/record';

export type Translate = ReturnType<typeof useTranslations<'training'>>;

/** Three or four digits that count. */
export function formatLoss(loss: number): string {
  if (!Number.isFinite(loss)) return 'NaN';
  if (loss >= 1000) return loss.toExponential(1);
  if (loss >= 10) return loss.toFixed(1);
  return loss >= 1 ? loss.toFixed(2) : loss.toFixed(3);
}

/** A share as per cent with one decimal, without the sign. */
export function formatShare(share: number): string {
  return (share * 100).toFixed(1);
}

/** A number as short as it goes: 0.02, 2e-7. */
export function formatShort(value: number): string {
  return String(Number(value.toPrecision(3)));
}

export function formatDuration(t: Translate, milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return t('seconds', { seconds: String(seconds) });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('minutesSeconds', { minutes: String(minutes), seconds: String(seconds % 60) });
  return t('hoursMinutes', { hours: formatCount(Math.floor(minutes / 60)), minutes: String(minutes % 60) });
}

export function deviceName(t: Translate, device: RunRecord['device']): string {
  const names = { wasm: t('deviceWasm', { threads: device.threads }), webgpu: t('deviceWebgpu'), webgl: t('deviceWebgl'), cpu: t('deviceCpu') };
  return device.software ? t('deviceSoftware', { device: names[device.backend] }) : names[device.backend];
}

export function formatMebibytes(bytes: number): string {
  const size = bytes / 2 ** 20;
  return size < 10 ? size.toFixed(1) : formatCount(Math.round(size));
}

/** Steps of an epoch; the curves' x axis is in epochs. */
export function stepsPerEpoch(record: RunRecord): number {
  return Math.max(1, record.totalSteps / record.recipe.epochs);
}
