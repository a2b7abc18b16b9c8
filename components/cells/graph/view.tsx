'use client';
/** The body of a graph cell: facts, state and direction in its head, and the canvas, which is made when it comes near the screen. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { CellHeadFacts, CellHeadTools } from '@/components/ui/cell-head';
import { formatShape } from '@/lib/graph/shape';
import { graphCellSchema } from '@/lib/notebook/document';
import { useInference } from '@/lib/stores/inference';
import { useGraph, useLayout, useReadOnly } from '@/lib/stores/notebook-context';
import { useShownGraph } from '@/components/canvas/block-travel';
import { compactNumber } from '@/lib/util/compact-number';
import type { CellViewProps } from '../cell-view';
import { DirectionToggle } from './direction-toggle';
import { ProblemChip } from './problem-chip';

const LayerCanvas = lazy(() => import('@/components/canvas/layer-canvas').then((module) => ({ default: module.LayerCanvas })));

const HEIGHT = { right: 510, down: 640 };
const NEARBY = '300px';

export function GraphView({ cell }: CellViewProps) {
  const parsed = graphCellSchema.safeParse(cell);
  if (!parsed.success) return null;
  return <GraphBody graphId={parsed.data.graph} height={parsed.data.height} title={parsed.data.title} />;
}

function GraphBody({ graphId, height: own, title }: { readonly graphId: string; readonly height: number | undefined; readonly title: string | undefined }) {
  const t = useTranslations('canvas');
  const graph = useGraph(graphId);
  const shown = useShownGraph(graphId);
  const readOnly = useReadOnly();
  const direction = useLayout(graphId)?.direction ?? 'right';
  const height = own ?? HEIGHT[direction];
  const { box, near } = useNear();
  if (!graph) return null;
  const name = title ?? (graph.name === '' ? t('title') : graph.name);
  return (
    <>
      <CellHeadFacts>
        <Facts graphId={graphId} />
      </CellHeadFacts>
      <CellHeadTools>
        <ProblemChip graphId={graphId} />
        <DirectionToggle graphId={shown} />
      </CellHeadTools>
      <div ref={box} style={{ minHeight: height }}>
        {near && (
          <Suspense fallback={<i className="bone block" />}>
            <LayerCanvas graphId={graphId} editable={!readOnly} height={height} title={name} status={<ProblemChip graphId={graphId} />} />
          </Suspense>
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
