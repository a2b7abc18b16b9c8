'use client';
/** A confusion matrix as a table: rows are the true classes, columns the predicted ones; cells can be chosen. */
import { useState } from 'react';

export type ConfusionCell = { readonly label: number; readonly predicted: number };

export type ConfusionMatrixProps = {
  readonly caption: string;
  readonly classes: readonly string[];
  readonly matrix: readonly (readonly number[])[];
  readonly selected: ConfusionCell | null;
  readonly onSelect: (cell: ConfusionCell | null) => void;
  /** "12 of 200 coats were taken for shirts". */
  readonly describe: (cell: ConfusionCell, count: number, total: number) => string;
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly hint: string;
};

function strength(count: number, total: number): number {
  return total === 0 || count === 0 ? 0 : Math.round(8 + 72 * Math.sqrt(count / total));
}

export function ConfusionMatrix({ caption, classes, matrix, selected, onSelect, describe, rowTitle, columnTitle, hint }: ConfusionMatrixProps) {
  const [hovered, setHovered] = useState<ConfusionCell | null>(null);
  const totals = matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const shown = hovered ?? selected;
  return (
    <div className="confusion">
      <div className="confusion-scroll" tabIndex={0} role="group" aria-label={caption}>
        <table onPointerLeave={() => setHovered(null)}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className="corner">
                <span className="muted">{rowTitle} ↓ · {columnTitle} →</span>
              </th>
              {classes.map((name, column) => (
                <th key={name} scope="col" className={shown?.predicted === column ? 'lit' : ''}>
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.map((row, label) => (
              <tr key={classes[label] ?? label}>
                <th scope="row" className={shown?.label === label ? 'lit' : ''}>
                  {classes[label] ?? label}
                </th>
                {row.map((count, predicted) => {
                  const chosen = selected?.label === label && selected.predicted === predicted;
                  const mix = strength(count, totals[label]);
                  return (
                    <td key={predicted} className={chosen ? 'chosen' : ''} style={{ background: mix === 0 ? undefined : `color-mix(in srgb, ${label === predicted ? 'var(--run-1)' : 'var(--run-2)'} ${mix}%, var(--paper))` }}>
                      <button
                        type="button"
                        aria-pressed={chosen}
                        aria-label={describe({ label, predicted }, count, totals[label])}
                        className={mix > 45 ? 'deep' : ''}
                        onPointerEnter={() => setHovered({ label, predicted })}
                        onFocus={() => setHovered({ label, predicted })}
                        onBlur={() => setHovered(null)}
                        onClick={() => onSelect(chosen ? null : { label, predicted })}
                      >
                        {count === 0 ? '·' : count}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="confusion-note">{shown === null ? hint : describe(shown, matrix[shown.label]?.[shown.predicted] ?? 0, totals[shown.label] ?? 0)}</p>
    </div>
  );
}
