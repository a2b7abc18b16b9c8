'use client';
/** The shortcuts, all in one drawing: they must be seen although both ends are out of view, where React Flow would drop them. */
import { ViewportPortal } from '@xyflow/react';
import { memo, type MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { formatShape } from '@/lib/graph/shape';
import { count } from '@/lib/stores/counters';
import { useNodeFacts } from '@/lib/stores/inference';
import { ArcEnds } from './arc-ends';
import { useCanvas, useView } from './canvas-context';
import type { ArcWire } from './flow-types';
import { textWidth } from './size';
import { arcPath, boxOf, type Point } from './wire-geometry';
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
  const { graphId, view, overlay, editable } = useCanvas();
  const moving = useStore(overlay, (state) => state.moving === arc.id);
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
  const classes = ['wire', 'skip', state.bad ? 'bad' : '', state.pale ? 'pale' : '', selected ? 'selected' : '', moving ? 'moving' : ''].join(' ');
  const shape = formatShape(sourceFacts?.outputShape ?? null);
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation();
    view.selectWire(arc.id);
  };
  return (
    <g className="arc" data-wire={arc.id} onClick={onClick} onMouseEnter={() => overlay.setState({ hoveredWire: arc.id })}>
      <path className="wire-hit" d={d} />
      <path className={classes} d={d} {...(state.bad ? {} : { pathLength: 1 })} />
      {identity ? (
        <IdentityLabel shape={shape} at={label} down={down} bad={state.bad} />
      ) : (
        <text className={`wire-label ${state.bad ? 'bad' : ''} changes arc-shape`} x={label[0]} y={label[1]}>
          {arc.part === 'falling' ? state.shape : ''}
        </text>
      )}
      {editable && <ArcEnds arc={arc} d={d} />}
    </g>
  );
});

const LETTER = 0.92;
const BETWEEN_WORDS = 8;
const PADDING = 9;

type LabelProps = { readonly shape: string; readonly at: Point; readonly down: boolean; readonly bad: boolean };

/** On the crown of the arc: kind, shape, and that it costs nothing. */
function IdentityLabel({ shape, at: [x, y], down, bad }: LabelProps) {
  const t = useTranslations('canvas');
  const words = [t('identity'), shape, t('noParameters')];
  const className = `arc-label ${bad ? 'bad' : ''}`;
  if (down) {
    return (
      <text className={`${className} side`} y={y}>
        {words.map((word, index) => (
          <tspan key={word} className={index === 1 ? 'num' : ''} x={x + 10} dy={index === 0 ? '-1.3em' : '1.3em'}>
            {word}
          </tspan>
        ))}
      </text>
    );
  }
  const width = words.reduce((sum, word) => sum + textWidth(word) * LETTER, 2 * (BETWEEN_WORDS + PADDING));
  return (
    <>
      <rect className="label-ground" x={x - width / 2} y={y - 9} width={width} height={18} />
      <text className={className} x={x} y={y}>
        {words.map((word, index) => (
          <tspan key={word} className={index === 1 ? 'num' : ''} dx={index === 0 ? 0 : BETWEEN_WORDS}>
            {word}
          </tspan>
        ))}
      </text>
    </>
  );
}
