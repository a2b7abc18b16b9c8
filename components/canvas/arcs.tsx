'use client';
/** The shortcuts, all in one drawing: they must be seen although both ends are out of view, where React Flow would drop them. */
import { ViewportPortal } from '@xyflow/react';
import { memo, type MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import { formatShape } from '@/lib/graph/shape';
import { count } from '@/lib/stores/counters';
import { useNodeFacts } from '@/lib/stores/inference';
import { useCanvas, useView } from './canvas-context';
import type { ArcWire } from './flow-types';
import { arcPath, boxOf } from './wire-geometry';
import { wireState } from './wires';

export function Arcs() {
  const arcs = useView((view) => view.arcs);
  if (arcs.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="arcs" aria-hidden="true">
        {arcs.map((arc) => (
          <Arc key={arc.id} arc={arc} />
        ))}
      </svg>
    </ViewportPortal>
  );
}


const Arc = memo(function Arc({ arc }: { readonly arc: ArcWire }) {
  count('edgeRenders');
  const t = useTranslations('canvas');
  const { graphId, view, overlay } = useCanvas();
  const source = useView((state) => state.byId.get(arc.source));
  const target = useView((state) => state.byId.get(arc.target));
  const direction = useView((state) => state.direction);
  const selected = useView((state) => state.wire === arc.id);
  const sourceFacts = useNodeFacts(graphId, arc.source);
  const state = wireState(sourceFacts, useNodeFacts(graphId, arc.target), arc.source);
  const identity = arc.part === 'whole';
  if (!source || !target) return null;
  const { d, label } = arcPath(arc, boxOf(source), boxOf(target), direction);
  const down = direction === 'down';
  const classes = ['wire', 'skip', state.bad ? 'bad' : '', state.pale ? 'pale' : '', selected ? 'selected' : ''].join(' ');
  const shape = formatShape(sourceFacts?.outputShape ?? null);
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation();
    view.selectWire(arc.id);
  };
  return (
    <g className="arc" data-wire={arc.id} onClick={onClick} onMouseEnter={() => overlay.setState({ hoveredWire: arc.id })}>
      <path className="wire-hit" d={d} />
      <path className={classes} d={d} pathLength={1} />
      {identity ? (
        ['halo', ''].map((layer) => (
          <text key={layer} className={`arc-label ${layer} ${down ? 'side' : ''} ${state.bad ? 'bad' : ''}`} x={label[0]} y={label[1]}>
            <tspan {...(down ? { x: label[0] + 10, dy: '-1.1em' } : {})}>{t('identity')}</tspan>
            <tspan className="num" {...(down ? { x: label[0] + 10, dy: '1.35em' } : { dx: 8 })}>
              {shape}
            </tspan>
            <tspan {...(down ? { x: label[0] + 10, dy: '1.35em' } : { dx: 8 })}>{t('noParameters')}</tspan>
          </text>
        ))
      ) : (
        <text className={`wire-label ${state.bad ? 'bad' : ''} changes arc-shape`} x={label[0]} y={label[1]}>
          {arc.part === 'falling' ? state.shape : ''}
        </text>
      )}
    </g>
  );
});
