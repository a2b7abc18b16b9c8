'use client';
/** The frame around a cell: focus, head, body in an error boundary. Text has no frame, its tools show on hover and focus. */
import { Suspense, useState, type FocusEvent } from 'react';
import { useTranslations } from 'use-intl';
import { cellViews } from '@/components/cells/registry';
import { CellHeadContext } from '@/components/ui/cell-head';
import { ErrorBoundary } from '@/components/ui/error-boundary';
import { isKnownCellKind } from '@/lib/notebook/cells/registry';
import { useCell } from '@/lib/stores/notebook-context';
import { activateCell, useSelection } from '@/lib/stores/selection';
import { CellHead } from './cell-head';
import { CellMenu } from './cell-menu';
import { GuideStrip } from './guide-strip';
import { kindLabel } from './kind-labels';
import { UnknownCell } from './unknown-cell';

export function CellFrame({ id, position, count }: { readonly id: string; readonly position: number; readonly count: number }) {
  const t = useTranslations('notebook');
  const cell = useCell(id);
  const active = useSelection((state) => state.activeCell === id);
  const [facts, setFacts] = useState<HTMLElement | null>(null);
  const [tools, setTools] = useState<HTMLElement | null>(null);
  if (!cell) return null;
  const view = isKnownCellKind(cell.kind) ? cellViews[cell.kind] : null;
  const framed = view?.width !== 'text';
  const collapsed = cell.collapsed === true;

  /** Command mode is the focus on the frame itself, edit mode the focus in the body; the text cell sets its own. */
  function onFocus(event: FocusEvent<HTMLElement>): void {
    const inBody = event.target.closest('[data-cell-body]') !== null;
    const { activeCell, mode } = useSelection.getState();
    const next = inBody ? 'edit' : event.target === event.currentTarget && view?.width === 'text' && activeCell === id ? mode : 'command';
    if (activeCell !== id || mode !== next) activateCell(id, next);
  }

  const strip = <GuideStrip cell={cell} />;
  const width = view === null ? 'cell' : { text: 'text-cell', cell: 'cell', page: 'cell wide' }[view.width];
  return (
    <section
      data-cell-id={id}
      data-cell-kind={cell.kind}
      tabIndex={active ? 0 : -1}
      className={active ? `${width} active` : width}
      aria-label={t('cellLabel', { kind: t(kindLabel(cell.kind)), position, count, title: cell.title ?? 'none' })}
      onFocus={onFocus}
      onPointerDown={() => {
        if (useSelection.getState().activeCell !== id) activateCell(id, 'command');
      }}
    >
      <CellHeadContext value={{ facts, tools, strip }}>
        {framed ? <CellHead cell={cell} icon={view?.icon ?? null} factsRef={setFacts} toolsRef={setTools} /> : <div className="text-tools">{<CellMenu cell={cell} />}</div>}
        {collapsed ? null : strip}
        {collapsed && framed ? null : (
          <div data-cell-body className={collapsed ? 'text-collapsed' : undefined}>
            <ErrorBoundary where={`cell ${cell.kind}`}>
              {view === null ? (
                <UnknownCell cell={cell} />
              ) : (
                <Suspense fallback={<i className="bone block" />}>
                  <view.View cell={cell} />
                </Suspense>
              )}
            </ErrorBoundary>
          </div>
        )}
      </CellHeadContext>
    </section>
  );
}
