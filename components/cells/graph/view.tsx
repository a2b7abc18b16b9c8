'use client';
/** The body of a graph cell: facts, state, views and direction in its head, and the canvas, which is made when it comes near the screen. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { CellHeadFacts, CellHeadTools } from '@/components/ui/cell-head';
import { BLOCK } from '@/lib/graph/blocks';
import { formatShape } from '@/lib/graph/shape';
import { graphCellSchema } from '@/lib/notebook/document';
import { showGraphView, useGraphView, type GraphViewName } from '@/lib/stores/graph-view';
import { useInference } from '@/lib/stores/inference';
import { useGraph, useLayout, useReadOnly } from '@/lib/stores/notebook-context';
import { useShownGraph } from '@/components/canvas/block-travel';
import { compactNumber } from '@/lib/util/compact-number';
import type { CellViewProps } from '../cell-view';
import { DirectionToggle } from './direction-toggle';
import { useGraphMenu } from './graph-menu';
import { GraphViews } from './graph-views';
import { PaperChip } from './paper-chip';
import { PaperNote } from './paper-note';
import { PolicyChip } from './policy-chip';
import { ProblemChip } from './problem-chip';
import { TwinNote } from './twin-note';
import { useMedia } from './use-media';
import { ViewSwitch } from './view-switch';

const LayerCanvas = lazy(() => import('@/components/canvas/layer-canvas').then((module) => ({ default: module.LayerCanvas })));

const HEIGHT = { right: 510, down: 640 };
/** A whole net needs room. */
const UNROLLED = 640;
const NEARBY = '300px';
/** Below it there is one view at a time. */
const NARROW = '(max-width: 899px)';

export function GraphView({ cell }: CellViewProps) {
  const parsed = graphCellSchema.safeParse(cell);
  if (!parsed.success) return null;
  return <GraphBody cellId={cell.id} graphId={parsed.data.graph} height={parsed.data.height} title={parsed.data.title} />;
}

function GraphBody({ cellId, graphId, height: own, title }: { readonly cellId: string; readonly graphId: string; readonly height: number | undefined; readonly title: string | undefined }) {
  const t = useTranslations('canvas');
  const graph = useGraph(graphId);
  const shown = useShownGraph(graphId);
  const readOnly = useReadOnly();
  const direction = useLayout(graphId)?.direction ?? 'right';
  const usual = own ?? HEIGHT[direction];
  const { box, near } = useNear();
  const nested = graph !== undefined && Object.values(graph.nodes).some((node) => node.kind === BLOCK);
  const wanted = useGraphView(graphId);
  const view = wanted === 'unrolled' && !nested ? 'graph' : wanted;
  const setView = (next: GraphViewName): void => showGraphView(graphId, next);
  const height = view === 'unrolled' ? Math.max(UNROLLED, usual) : usual;
  const narrow = useMedia(NARROW);
  const { paper, closePaper } = useGraphMenu(cellId, graphId);
  if (!graph) return null;
  const name = title ?? (graph.name === '' ? t('title') : graph.name);
  return (
    <>
      <CellHeadFacts>
        <Facts graphId={graphId} />
      </CellHeadFacts>
      <CellHeadTools>
        {/* What comes late stands first: the head is aligned at its end, so the chip that can be pressed does not move away. */}
        <PaperChip graphId={graphId} />
        <PolicyChip cellId={cellId} graphId={graphId} />
        <ProblemChip graphId={graphId} />
        {!narrow && <ViewSwitch view={view} narrow={false} nested={nested} onView={setView} />}
        {view !== 'unrolled' && <DirectionToggle graphId={shown} />}
      </CellHeadTools>
      <TwinNote graphId={graphId} />
      {paper && <PaperNote graphId={graphId} onClose={closePaper} />}
      <div ref={box} style={{ minHeight: height }}>
        {near && (
          <GraphViews graphId={graphId} name={name} view={view} narrow={narrow} nested={nested} onView={setView} height={height}>
            <Suspense fallback={<i className="bone block" />}>
              <LayerCanvas key={view === 'table' && !narrow ? 'half' : 'whole'} unrolled={view === 'unrolled'} graphId={graphId} editable={!readOnly} height={height} title={name} status={<ProblemChip graphId={graphId} />} />
            </Suspense>
          </GraphViews>
        )}
      </div>
    </>
  );
}

/** True from the time when the element first came near the screen. */
function useNear() {
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element || near) return undefined;
    const observer = new IntersectionObserver(([entry]) => setNear((was) => was || (entry?.isIntersecting ?? false)), { rootMargin: NEARBY });
    observer.observe(element);
    return () => observer.disconnect();
  }, [near]);
  return { box, near };
}

function Facts({ graphId }: { readonly graphId: string }) {
  const t = useTranslations('canvas');
  const inference = useInference(graphId);
  if (!inference) return null;
  const { parameters, multiplyAdds } = inference.totals;
  return (
    <>
      <span>
        {t('factOut')} <b>{formatShape(inference.outputShape)}</b>
      </span>
      <span>
        {t('factParameters')} <b>{compactNumber(parameters.trainable)}</b>
      </span>
      <span>
        {t('factMultiplyAdds')} <b>{compactNumber(multiplyAdds)}</b>
      </span>
    </>
  );
}
