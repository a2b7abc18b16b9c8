'use client';
/** The outline: ticks at the left margin that open to a list of headings and cells on hover, focus or by its key. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { cellElement, focusCell } from '@/components/actions/focus';
import { GraphOutline } from '@/components/canvas/graph-outline';
import { outlineOf, type OutlineEntry } from '@/lib/notebook/outline';
import { useCell, useNotebook } from '@/lib/stores/notebook-context';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { useSelection } from '@/lib/stores/selection';
import { kindLabel } from './kind-labels';

function keyOf(entry: OutlineEntry): string {
  return entry.type === 'heading' ? `${entry.cell} ${entry.index}` : entry.cell;
}

function goTo(entry: OutlineEntry): void {
  focusCell(entry.cell, 'command');
  const target = entry.type === 'heading' ? cellElement(entry.cell)?.querySelectorAll('h1, h2, h3')[entry.index] : cellElement(entry.cell);
  target?.scrollIntoView({ block: 'start' });
}

/** The layers of a graph cell. */
function CellOutline({ cell, onGo }: { readonly cell: string; readonly onGo?: () => void }) {
  const graph = useCell(cell)?.graph;
  return typeof graph === 'string' ? <GraphOutline graphId={graph} onGo={onGo} /> : null;
}

/** The list itself, for the margin and for the phone's sheet. */
export function OutlineList({ onGo }: { readonly onGo?: () => void }) {
  const t = useTranslations('notebook');
  const document = useNotebook((current) => current);
  const active = useSelection((state) => state.activeCell);
  const entries = outlineOf(document);
  if (entries.length === 0) return <p className="muted toc-none">{t('outlineEmpty')}</p>;
  return (
    <ul className="toc-list">
      {entries.map((entry) => (
        <li key={keyOf(entry)} className={entry.type === 'heading' && entry.level > 2 ? 'sub' : undefined}>
          <button
            type="button"
            aria-current={entry.cell === active ? 'location' : undefined}
            onClick={() => {
              goTo(entry);
              onGo?.();
            }}
          >
            {entry.type === 'heading' ? entry.text : entry.title === '' ? t(kindLabel(entry.kind)) : entry.title}
          </button>
          {entry.type === 'cell' && entry.kind === 'graph' ? <CellOutline cell={entry.cell} onGo={onGo} /> : null}
        </li>
      ))}
    </ul>
  );
}

export function OutlinePanel() {
  const t = useTranslations('notebook');
  const open = useNotebookUi((state) => state.outline);
  const active = useSelection((state) => state.activeCell);
  const document = useNotebook((current) => current);
  const [near, setNear] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) (panel.current?.querySelector<HTMLElement>('[aria-current]') ?? panel.current?.querySelector<HTMLElement>('button'))?.focus({ preventScroll: true });
  }, [open]);
  const entries = outlineOf(document);
  if (entries.length === 0 && !open) return null;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    useNotebookUi.setState({ outline: false });
    if (active !== null) focusCell(active, 'command');
  }

  return (
    <nav className={open ? 'toc open' : 'toc'} aria-label={t('outline')} onPointerEnter={() => setNear(true)} onPointerLeave={() => setNear(false)} onKeyDown={onKeyDown}>
      <span className="toc-ticks" aria-hidden>
        {entries.slice(0, 40).map((entry) => (
          <i key={keyOf(entry)} className={[entry.type === 'cell' ? 'sub' : '', entry.cell === active ? 'on' : ''].join(' ')} />
        ))}
      </span>
      {open || near ? (
        <div ref={panel} className="toc-panel">
          <OutlineList />
        </div>
      ) : null}
    </nav>
  );
}
