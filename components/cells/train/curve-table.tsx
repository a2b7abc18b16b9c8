'use client';
/** The data of the plots as a table: one row an epoch, or one a step in pages. */
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import type { RunRecord } from '@/lib/runs/record';
import { formatDuration, formatLoss, formatShare, formatShort, type Translate } from './format';
import { Pager } from './pager';

const ROWS = 50;

type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

function epochTable(t: Translate, { epochCurve }: RunRecord): Table {
  const validated = epochCurve.validationLoss !== undefined;
  const value = (list: readonly number[] | undefined, row: number, format: (value: number) => string) => (list?.[row] === undefined ? '' : format(list[row]));
  return {
    head: [t('columnEpoch'), t('columnLoss'), t('columnAccuracy'), ...(validated ? [t('columnValidationLoss'), t('columnValidationAccuracy')] : []), t('columnTime')],
    rows: epochCurve.epoch.map((epoch, row) => [
      String(epoch),
      formatLoss(epochCurve.loss[row]),
      formatShare(epochCurve.accuracy[row]),
      ...(validated ? [value(epochCurve.validationLoss, row, formatLoss), value(epochCurve.validationAccuracy, row, formatShare)] : []),
      formatDuration(t, epochCurve.milliseconds[row]),
    ]),
  };
}

function stepTable(t: Translate, { stepCurve }: RunRecord, page: number): Table {
  const first = page * ROWS;
  return {
    head: [t('columnStep'), t('columnLoss'), t('columnAccuracy'), t('columnLearningRate')],
    rows: stepCurve.step.slice(first, first + ROWS).map((step, row) => [formatCount(step), formatLoss(stepCurve.loss[first + row]), formatShare(stepCurve.accuracy[first + row]), formatShort(stepCurve.learningRate[first + row])]),
  };
}

export function CurveTable({ record }: { readonly record: RunRecord }) {
  const t = useTranslations('training');
  const [by, setBy] = useState<'epochs' | 'steps'>('epochs');
  const [page, setPage] = useState(0);
  const pages = by === 'steps' ? Math.max(1, Math.ceil(record.stepCurve.step.length / ROWS)) : 1;
  const shown = Math.min(page, pages - 1);
  const { head, rows } = by === 'epochs' ? epochTable(t, record) : stepTable(t, record, shown);
  const caption = by === 'epochs' ? t('tableEpochs') : t('tableSteps');
  return (
    <div className="curve-table">
      <div className="row">
        <div className="seg" role="group" aria-label={t('viewOf')}>
          {(['epochs', 'steps'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={by === one} onClick={() => setBy(one)}>
              {one === 'epochs' ? t('tableEpochs') : t('tableSteps')}
            </button>
          ))}
        </div>
        <Pager page={shown} pages={pages} onPage={setPage} />
      </div>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={caption}>
        <table>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {head.map((title) => (
                <th key={title} scope="col" className="n">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row[0]}>
                {row.map((text, column) => (
                  <td key={head[column]} className="n">
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className="muted table-empty">{t('noRows')}</p>}
      </div>
    </div>
  );
}
