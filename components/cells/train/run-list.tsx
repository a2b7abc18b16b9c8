'use client';
/** All runs of a cell with their figures; one of them is shown. Runs are never deleted, their weights can be. */
import { Trash2 } from 'lucide-react';
import { memo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import { deleteWeights } from '@/lib/stores/run-control';
import { shownState, type RunEntry } from '@/lib/stores/runs';
import { deviceName, formatShare } from './format';
import { useKeptWeights } from './use-kept';

type RowProps = { readonly entry: RunEntry; readonly number: number; readonly selected: boolean; readonly readOnly: boolean; readonly onSelect: (run: string) => void };

const RunRow = memo(function RunRow({ entry, number, selected, readOnly, onSelect }: RowProps) {
  const t = useTranslations('training');
  const format = useFormatter();
  const { record } = entry;
  const validation = record.epochCurve.validationAccuracy;
  const kept = useKeptWeights(entry);
  const name = t('runNumber', { number: String(number) });

  return (
    <tr className={selected ? 'on' : ''} aria-current={selected ? 'true' : undefined}>
      <th scope="row">
        <button type="button" className="link" aria-pressed={selected} aria-label={t('selectRun', { number: String(number) })} onClick={() => onSelect(record.id)}>
          {name}
        </button>
      </th>
      <td>{t(`state_${shownState(entry, readOnly)}`)}</td>
      <td className="n">{record.result === undefined ? '' : formatShare(record.result.testAccuracy)}</td>
      <td className="n">{validation === undefined || validation.length === 0 ? '' : formatShare(Math.max(...validation))}</td>
      <td className="n">
        {formatCount(record.epochCurve.epoch.length)}/{formatCount(record.recipe.epochs)}
      </td>
      <td className="n">{record.recipe.seed}</td>
      <td>{deviceName(t, record.device)}</td>
      <td>{format.dateTime(new Date(record.started), { dateStyle: 'medium', timeStyle: 'short', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</td>
      <td>
        <span className="row weights">
          {kept === null || (kept.length === 0 && entry.live !== null) ? '' : kept.length > 0 ? t('weightsKept') : t('weightsNever')}
          {kept !== null && kept.length > 0 && !readOnly && entry.live === null && (
            <button type="button" className="ibtn" aria-label={t('deleteWeights', { number: String(number) })} title={t('deleteWeights', { number: String(number) })} onClick={() => void deleteWeights(record.id)}>
              <Trash2 size={14} aria-hidden="true" />
            </button>
          )}
        </span>
      </td>
    </tr>
  );
});

export type RunListProps = { readonly runs: readonly RunEntry[]; readonly selected: string | null; readonly readOnly: boolean; readonly onSelect: (run: string) => void };

export function RunList({ runs, selected, readOnly, onSelect }: RunListProps) {
  const t = useTranslations('training');
  const columns = [t('columnRun'), t('columnState'), t('columnTest'), t('columnValidation'), t('columnEpochs'), t('columnSeed'), t('columnDevice'), t('columnStarted'), t('columnWeights')];
  const numeric = new Set([2, 3, 4, 5]);
  return (
    <section className="train-runs" aria-label={t('runs')}>
      <p className="part-title">{t('runs')}</p>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={t('runs')}>
        <table>
          <thead>
            <tr>
              {columns.map((title, column) => (
                <th key={title} scope="col" className={numeric.has(column) ? 'n' : ''}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.toReversed().map((entry, index) => (
              <RunRow key={entry.record.id} entry={entry} number={runs.length - index} selected={entry.record.id === selected} readOnly={readOnly} onSelect={onSelect} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
