'use client';
/** The places of what is unrolled: an outline for each block, and its name over it, which stays in view while its place is. */
import { useReactFlow, useStoreApi, ViewportPortal, type Viewport } from '@xyflow/react';
import { ChevronsDownUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { definitionOf } from '@/lib/graph/blocks';
import { formatShape } from '@/lib/graph/shape';
import { sightOf } from '@/lib/stores/entered-blocks';
import { useCanvas } from './canvas-context';
import { useLook, type Look, type Region } from './look';
import { useLookTravel } from './look-travel';
import { say } from './overlay-store';
import { fitted, motionTime, type Box, type Insets } from './viewport';

const LEGIBLE = 0.6;
const MARGIN: Insets = { left: 40, top: 56, right: 40, bottom: 24 };
/** Outlines in one path each, as the far picture has them. */
const CHUNK = 48;
const EDGE = 12;
const NARROWEST = 72;

export function RegionOutlines() {
  const look = useLook();
  if (look === null) return null;
  const chunks = Array.from({ length: Math.ceil(look.outlines.length / CHUNK) }, (_, index) => look.outlines.slice(index * CHUNK, (index + 1) * CHUNK));
  return (
    <ViewportPortal>
      <svg className="arcs regions" aria-hidden="true">
        {look.regions.map(({ block, box }) => (
          <rect key={block} className="region" {...box} rx={look.kind === 'net' ? 24 : 14} />
        ))}
        {chunks.map((outlines, index) => (
          <path key={index} className="repeat-outline" d={outlines.map(({ box }) => `M${box.x} ${box.y}h${box.width}v${box.height}h${-box.width}z`).join('')} />
        ))}
        {look.outlines.map(({ box, index, count }) => (
          <text key={`${box.x} ${box.y}`} className="repeat-number" x={box.x + 12} y={box.y + 26}>
            {`${index + 1} / ${count}`}
          </text>
        ))}
      </svg>
    </ViewportPortal>
  );
}

export function RegionLabels() {
  const t = useTranslations('canvas');
  const look = useLook();
  const { rollUp } = useLookTravel();
  const layer = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  const flow = useReactFlow();
  const { overlay } = useCanvas();

  useEffect(() => {
    if (look === null) return undefined;
    const follow = (): void => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      look.regions.forEach(({ box }, index) => {
        const label = layer.current?.children[index];
        if (!(label instanceof HTMLElement)) return;
        const [left, right, top, bottom] = [box.x * zoom + x, (box.x + box.width) * zoom + x, box.y * zoom + y, (box.y + box.height) * zoom + y];
        const seen = right > EDGE + NARROWEST && left < width - EDGE && bottom > 0 && top < height && right - left > NARROWEST;
        const shown = seen ? 'visible' : 'hidden';
        if (label.style.visibility !== shown) label.style.visibility = shown;
        if (seen) label.style.transform = `translate(${Math.max(EDGE, left)}px, ${Math.max(4, top - 26)}px)`;
      });
    };
    follow();
    return store.subscribe(follow);
  }, [look, store]);

  const before = useRef<readonly string[]>([]);
  useEffect(() => {
    if (look === null || look.kind !== 'repeats') return;
    const fresh = look.regions.find(({ block }) => !before.current.includes(block));
    before.current = look.regions.map(({ block }) => block);
    if (fresh === undefined) return;
    say(overlay, t('unrolled', { block: fresh.block, count: fresh.count }));
    // Once the canvas stands where the one before it stood.
    requestAnimationFrame(() => {
      const { width, height } = store.getState();
      void flow.setViewport(shownFrom(fresh.box, flow.getViewport(), width, height), { duration: motionTime() });
    });
  }, [look, flow, store, overlay, t]);

  if (look === null) return null;
  return (
    <div ref={layer} className="region-labels">
      {look.regions.map((region) => (
        <RegionLabel key={region.block} look={look} region={region} onRollUp={look.kind === 'repeats' ? () => rollUp(region.block) : null} onShow={() => void flow.setViewport(fitted(region.box, store.getState().width, store.getState().height, MARGIN), { duration: motionTime() })} />
      ))}
    </div>
  );
}

/** What fits is moved into view as little as it must, and made smaller as far as it can be read; of what is longer the beginning is shown. */
function shownFrom(box: Box, { x, y, zoom }: Viewport, width: number, height: number): Viewport {
  const whole = fitted(box, width, height, MARGIN);
  if (whole.zoom < LEGIBLE || whole.zoom >= zoom) {
    const kept = Math.max(LEGIBLE, zoom);
    const left = box.x * kept;
    const most = width - MARGIN.right - (box.x + box.width) * kept;
    return { zoom: kept, x: whole.zoom < LEGIBLE ? MARGIN.left - left : Math.max(MARGIN.left - left, Math.min(x, most)), y: kept === zoom ? y : whole.y };
  }
  return whole;
}

type LabelProps = { readonly look: Look; readonly region: Region; readonly onRollUp: (() => void) | null; readonly onShow: () => void };

function RegionLabel({ look, region: { block, count }, onRollUp, onShow }: LabelProps) {
  const t = useTranslations('canvas');
  const node = look.graphs[look.source]?.nodes[block];
  const name = definitionOf(look.graphs, node?.graph)?.graph.name ?? '';
  const shape = sightOf(look.graphs, look.route)?.inference.nodes.get(block)?.outputShape ?? null;
  const words = (
    <>
      <b>{node?.title ?? block}</b>
      <span className="num">× {count}</span>
      <span>{name}</span>
      {look.kind === 'net' && <span className="num">{formatShape(shape)}</span>}
    </>
  );
  return (
    <div className="region-label">
      {onRollUp === null ? (
        <button type="button" title={t('showRegion', { block })} onClick={onShow}>
          {words}
        </button>
      ) : (
        <button type="button" title={t('rollUp')} onClick={onRollUp}>
          <ChevronsDownUp size={13} strokeWidth={2} aria-hidden="true" />
          {words}
          <span className="roll-up">{t('rollUp')}</span>
        </button>
      )}
    </div>
  );
}
