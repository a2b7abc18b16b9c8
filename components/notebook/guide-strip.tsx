'use client';
/** The guided first build: a strip over its canvas that says what comes next, with marks on the palette's entry and the nodes that are meant. */
import { Check, X } from 'lucide-react';
import { useLayoutEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Cell } from '@/lib/notebook/document';
import { guideStep, type GuideStep } from '@/lib/notebook/guide';
import { endGuide, useGuideGraph } from '@/lib/stores/guide';
import { useGraph, useNotebook, useReadOnly } from '@/lib/stores/notebook-context';

/** Marks elements by a style sheet of its own, since they belong to the canvas and come and go with it. */
function useMarks(cell: string | null, step: GuideStep | null): void {
  useLayoutEffect(() => {
    if (cell === null || step === null) return undefined;
    const within = `:is([data-cell-id="${CSS.escape(cell)}"], .canvas-full)`;
    const marked = [...(step.task === 'add' ? [`[data-palette-entry="${CSS.escape(step.entry)}"]`] : []), ...step.nodes.map((node) => `[data-node-id="${CSS.escape(node)}"]`)];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${marked.map((selector) => `${within} ${selector}`).join(', ')} { outline: 2px dashed var(--accent); outline-offset: 4px; border-radius: var(--r-node); }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [cell, step]);
}

function Strip({ graphId, cell }: { readonly graphId: string; readonly cell: string }) {
  const t = useTranslations('notebook');
  const graph = useGraph(graphId);
  const step = useMemo(() => (graph ? guideStep(graph) : null), [graph]);
  useMarks(cell, step);
  if (!graph) return null;
  return (
    <section className="guide" aria-label={t('guide')} data-guide-part={step?.part ?? 'done'}>
      <span className="guide-count num" aria-hidden>
        {step === null ? <Check size={15} /> : t('guideProgress', { done: step.done, total: step.total })}
      </span>
      <p className="grow" role="status">
        {step === null ? (
          t('guideDone')
        ) : (
          <>
            <span className="guide-what">{t(`guide_${step.part}`)}</span> <span className="muted">{t(step.task === 'add' ? 'guideAdd' : 'guideConnect')}</span>
          </>
        )}
      </p>
      <button type="button" className="ibtn" aria-label={t('guideEnd')} title={t('guideEnd')} onClick={endGuide}>
        <X size={15} aria-hidden />
      </button>
      <span className="progress" aria-hidden>
        <i style={{ width: `${step === null ? 100 : (100 * step.done) / step.total}%` }} />
      </span>
    </section>
  );
}

/** For the frame of a cell: nothing unless the guide points into its graph. */
export function GuideStrip({ cell }: { readonly cell: Cell }) {
  const notebook = useNotebook((document) => document.id);
  const graph = useGuideGraph(notebook);
  const readOnly = useReadOnly();
  return graph === null || cell.graph !== graph || cell.kind !== 'graph' || readOnly ? null : <Strip graphId={graph} cell={cell.id} />;
}
