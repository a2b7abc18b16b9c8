'use client';
/** What can be done with the wire under the pointer, or the selected one: insert a layer, remove the wire. */
import { ViewportPortal } from '@xyflow/react';
import { Plus, X } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { useCanvas, useView } from './canvas-context';
import type { View } from './view-store';
import { arcPath, boxOf, chainPath, type Point } from './wire-geometry';

/** Middle of a wire, as text so that it can be compared; null where there is none. */
function middleOf(view: View, wire: string | null): Point | null {
  if (wire === null) return null;
  const arc = view.arcs.find((other) => other.id === wire);
  const edge = arc ?? view.edges.find((other) => other.id === wire);
  const source = edge && view.byId.get(edge.source);
  const target = edge && view.byId.get(edge.target);
  if (!source || !target) return null;
  const [from, to] = [boxOf(source), boxOf(target)];
  if (arc) {
    const [x, y] = arcPath(arc, from, to, view.direction).label;
    if (arc.part !== 'whole') return [x, y];
    return view.direction === 'right' ? [x, y + 16] : [x - 16, y];
  }
  const down = view.direction === 'down';
  return down
    ? chainPath([from.x + from.width / 2, from.y + from.height], [to.x + to.width / 2, to.y], true).label
    : chainPath([from.x + from.width, from.y + from.height / 2], [to.x, to.y + to.height / 2], false).label;
}

export function WireTools() {
  const t = useTranslations('canvas');
  const { overlay, actions, canvasId } = useCanvas();
  const hovered = useStore(overlay, (state) => state.hoveredWire);
  const selected = useView((view) => view.wire);
  const wire = selected ?? hovered;
  const x = useView((view) => middleOf(view, wire)?.[0] ?? null);
  const y = useView((view) => middleOf(view, wire)?.[1] ?? null);
  if (wire === null || x === null || y === null) return null;

  function insert(event: MouseEvent<HTMLElement>): void {
    if (wire === null) return;
    const root = document.getElementById(canvasId)?.getBoundingClientRect();
    const own = event.currentTarget.getBoundingClientRect();
    overlay.setState({ menu: { kind: 'add', target: { kind: 'wire', wire }, x: own.left - (root?.left ?? 0) + 24, y: own.top - (root?.top ?? 0) + 8 }, hoveredWire: null });
  }
  return (
    <ViewportPortal>
      <div className="wire-tools nodrag nopan" style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }} onMouseLeave={() => overlay.setState({ hoveredWire: null })}>
        <button type="button" aria-label={t('insertHere')} title={t('insertHere')} onClick={insert}>
          <Plus size={12} strokeWidth={2.4} aria-hidden="true" />
        </button>
        {selected !== null && (
          <button type="button" aria-label={t('removeWire')} title={t('removeWire')} onClick={() => actions.disconnect(wire)}>
            <X size={12} strokeWidth={2.4} aria-hidden="true" />
          </button>
        )}
      </div>
    </ViewportPortal>
  );
}
