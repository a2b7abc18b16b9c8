'use client';
/** The guided first build: a card that says what comes next, with marks on the palette's entry and the nodes that are meant. */
import { Check, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { cellElement, focusCell } from '@/components/actions/focus';
import { guideStep, type GuideStep } from '@/lib/notebook/guide';
import { endGuide, useGuideGraph } from '@/lib/stores/guide';
import { useGraph, useNotebook } from '@/lib/stores/notebook-context';

/** Marks elements by a style sheet of its own, since they belong to the canvas and come and go with it. */
function useMarks(cell: string | null, step: GuideStep | null): void {
  useEffect(() => {
    if (cell === null || step === null) return undefined;
    const within = `[data-cell-id="${CSS.escape(cell)}"]`;
    const marked = [...(step.task === 'add' ? [`[data-palette-entry="${CSS.escape(step.entry)}"]`] : []), ...step.nodes.map((node) => `[data-node-id="${CSS.escape(node)}"]`)];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${marked.map((selector) => `${within} ${selector}`).join(', ')} { outline: 2px dashed var(--accent); outline-offset: 4px; border-radius: var(--r-node); }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [cell, step]);
}

function Card({ graphId, cell }: { readonly graphId: string; readonly cell: string }) {
  const t = useTranslations('notebook');
  const graph = useGraph(graphId);
  const step = graph ? guideStep(graph) : null;
  useMarks(cell, step);
  if (!graph) return null;
  const done = step === null ? 1 : step.done / step.total;
  return (
    <aside className="guide-card" aria-label={t('guide')}>
      <div className="row">
        <b className="grow">{t('guide')}</b>
        {step === null ? null : <span className="muted num">{t('guideProgress', { done: step.done, total: step.total })}</span>}
        <button type="button" className="ibtn" aria-label={t('guideEnd')} title={t('guideEnd')} onClick={endGuide}>
          <X size={15} aria-hidden />
        </button>
      </div>
      <div className="progress">
        <i style={{ width: `${100 * done}%` }} />
      </div>
      <div role="status">
        {step === null ? (
          <p className="guide-done">
            <Check size={16} aria-hidden /> {t('guideDone')}
          </p>
        ) : (
          <>
            <p className="guide-what">{t(`guide_${step.part}`)}</p>
            <p className="muted">{t(step.task === 'add' ? 'guideAdd' : 'guideConnect')}</p>
          </>
        )}
      </div>
      {step === null ? (
        <button type="button" className="btn small primary" onClick={endGuide}>
          {t('guideClose')}
        </button>
      ) : (
        <button
          type="button"
          className="btn small"
          onClick={() => {
            focusCell(cell, 'command');
            cellElement(cell)?.scrollIntoView({ block: 'start' });
          }}
        >
          {t('guideShow')}
        </button>
      )}
    </aside>
  );
}

export function GuideCard() {
  const notebook = useNotebook((document) => document.id);
  const graph = useGuideGraph(notebook);
  const cell = useNotebook((document) => document.cells.find((candidate) => graph !== null && candidate.graph === graph)?.id ?? null);
  return graph === null || cell === null ? null : <Card graphId={graph} cell={cell} />;
}
