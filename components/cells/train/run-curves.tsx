'use client';
/** Loss and accuracy of a run, training and validation, over the whole planned run; as plots with one cursor, or as a table. */
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { LinePlot } from '@/components/plots/line-plot';
import type { PlotEvent, PlotSeries } from '@/components/plots/series';
import { smooth } from '@/components/plots/smooth';
import type { RunRecord } from '@/lib/runs/record';
import { CurveTable } from './curve-table';
import { formatLoss, formatShort, stepsPerEpoch } from './format';

export type RunCurvesProps = {
  /** Null before the first run: empty axes of the planned length. */
  readonly record: RunRecord | null;
  readonly epochs: number;
  /** Earlier runs of the cell, drawn faintly. */
  readonly earlier: readonly RunRecord[];
};

type Quantity = 'loss' | 'accuracy';

const percent = (share: number) => share * 100;
const same = (value: number) => value;
const formatPercent = (value: number) => value.toFixed(1);
const formatPercentTick = (value: number) => formatShort(value);
const LOSS_RANGE: readonly [number, number] = [0, 2.5];
const LOG_RANGE: readonly [number, number] = [0.1, 3];
const ACCURACY_RANGE: readonly [number, number] = [0, 100];

function trainingX(record: RunRecord): readonly number[] {
  const perEpoch = stepsPerEpoch(record);
  return record.stepCurve.step.map((step) => step / perEpoch);
}

function useSeries(record: RunRecord | null, earlier: RunCurvesProps['earlier'], quantity: Quantity, weight: number): readonly PlotSeries[] {
  const t = useTranslations('training');
  const faint = useMemo(
    () =>
      earlier.map((other): PlotSeries => {
        const values = quantity === 'loss' ? other.stepCurve.loss : other.stepCurve.accuracy.map(percent);
        return { id: other.id, name: t('seriesEarlier'), color: 'var(--run-8)', x: trainingX(other), y: smooth(values, Math.max(weight, 0.9)), look: 'faint' };
      }),
    [earlier, quantity, weight, t],
  );
  return useMemo(() => {
    if (record === null) return faint;
    const convert = quantity === 'loss' ? same : percent;
    const raw = record.stepCurve[quantity].map(convert);
    const training: PlotSeries = { id: 'training', name: t('seriesTraining'), color: 'var(--run-1)', x: trainingX(record), y: smooth(raw, weight), look: 'line', ...(weight > 0 ? { raw } : {}) };
    const validation = quantity === 'loss' ? record.epochCurve.validationLoss : record.epochCurve.validationAccuracy;
    if (validation === undefined || validation.length === 0) return [...faint, training];
    return [...faint, training, { id: 'validation', name: t('seriesValidation'), color: 'var(--run-2)', x: record.epochCurve.epoch, y: validation.map(convert), look: 'points' }];
  }, [record, faint, quantity, weight, t]);
}

/** Falls of the learning rate by steps, and the place from which a run was continued. */
function useEvents(record: RunRecord | null): readonly PlotEvent[] {
  const t = useTranslations('training');
  return useMemo(() => {
    if (record === null) return [];
    const { schedule, epochs } = record.recipe;
    const falls = schedule.kind === 'steps' ? schedule.at.map((fraction) => ({ x: fraction * epochs, label: t('eventRate', { factor: formatShort(schedule.factor) }) })) : [];
    const continued = record.origin === undefined ? [] : [{ x: record.origin.step / stepsPerEpoch(record), label: t('eventContinued') }];
    return [...falls, ...continued];
  }, [record, t]);
}

export function RunCurves({ record: latest, epochs, earlier }: RunCurvesProps) {
  // Curves may lag behind where drawing them is slower than the training: keys and clicks come first.
  const record = useDeferredValue(latest);
  const t = useTranslations('training');
  const [weight, setWeight] = useState(0.9);
  const [log, setLog] = useState(false);
  const [showEarlier, setShowEarlier] = useState(true);
  const [table, setTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const shownEarlier = useMemo(() => (showEarlier ? earlier : []), [showEarlier, earlier]);
  const loss = useSeries(record, shownEarlier, 'loss', weight);
  const accuracy = useSeries(record, shownEarlier, 'accuracy', weight);
  const events = useEvents(record);
  const formatEpoch = useCallback((x: number) => t('cursorEpoch', { epoch: x.toFixed(2).replace(/\.?0+$/, '') }), [t]);
  const note = weight > 0 ? t('plotNoteSmooth', { weight: weight.toFixed(2) }) : t('plotNoteRaw');
  const xDomain: readonly [number, number] = [0, record?.recipe.epochs ?? epochs];
  const shared = { xDomain, xLabel: t('epochAxis'), events, formatX: formatEpoch, cursor, onCursor: setCursor, note };

  return (
    <div className="train-curves">
      {table && record !== null ? (
        <CurveTable record={record} />
      ) : (
        <div className="train-plots">
          <LinePlot {...shared} title={t('loss')} series={loss} yKind={log ? 'log' : 'linear'} yFallback={log ? LOG_RANGE : LOSS_RANGE} cutPeaks={!log} eventsAt="top" formatY={formatLoss} formatTick={formatShort} />
          <LinePlot {...shared} title={t('accuracy')} series={accuracy} yKind="linear" yFallback={ACCURACY_RANGE} eventsAt="bottom" formatY={formatPercent} formatTick={formatPercentTick} />
        </div>
      )}
      {record !== null && (
        <div className="train-plot-tools">
          <label className="row">
            <span>{t('smoothing')}</span>
            <input type="range" min={0} max={0.99} step={0.01} value={weight} title={t('smoothingHelp')} onChange={(event) => setWeight(Number(event.target.value))} />
            <output className="num">{weight.toFixed(2)}</output>
          </label>
          <label className="row">
            <input type="checkbox" checked={log} onChange={(event) => setLog(event.target.checked)} />
            {t('logAxis')}
          </label>
          {earlier.length > 0 && (
            <label className="row">
              <input type="checkbox" checked={showEarlier} onChange={(event) => setShowEarlier(event.target.checked)} />
              {t('earlierRuns')}
            </label>
          )}
          <div className="seg end" role="group" aria-label={t('viewOf')}>
            <button type="button" aria-pressed={!table} onClick={() => setTable(false)}>
              {t('showPlots')}
            </button>
            <button type="button" aria-pressed={table} onClick={() => setTable(true)}>
              {t('showTable')}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
