'use client';
/** One entry of the list beside the canvas: pressed and dragged onto the canvas, or clicked to be added behind what is selected. */
import { useReactFlow } from '@xyflow/react';
import { useRef, type MouseEvent, type PointerEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useCanvas } from './canvas-context';
import { dropTarget } from './drop-target';
import { Glyph } from './glyphs';
import { offeredKind, type Offer } from './palette-entries';

const DRAG_STARTS = 5;

export function PaletteItem({ offer, summary }: { readonly offer: Offer; readonly summary: string }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { actions, overlay } = useCanvas();
  const flow = useReactFlow();
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const dragged = useRef(false);
  const name = offer.entry.text[language].name;

  function onPointerDown(event: PointerEvent<HTMLButtonElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, y: event.clientY };
    dragged.current = false;
  }
  function onPointerMove(event: PointerEvent): void {
    if (!start.current) return;
    if (!dragged.current && Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) < DRAG_STARTS) return;
    dragged.current = true;
    overlay.setState({ ghost: { offer, x: event.clientX, y: event.clientY } });
  }
  function onPointerUp(event: PointerEvent<HTMLButtonElement>): void {
    start.current = null;
    overlay.setState({ ghost: null });
    if (!dragged.current) return;
    const target = dropTarget(event, event.currentTarget.closest<HTMLElement>('[data-canvas-root]'), flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    if (target) actions.add(offer, target);
  }
  function onPointerCancel(): void {
    start.current = null;
    overlay.setState({ ghost: null });
  }
  function onClick(event: MouseEvent): void {
    // A drag ends with a click of its own; the keyboard's click has no pointer before it.
    if (dragged.current) event.preventDefault();
    else {
      const id = actions.add(offer, { kind: 'behindSelection' });
      if (id !== null) actions.showNode(id);
    }
    dragged.current = false;
  }
  return (
    <button
      type="button"
      className="item"
      title={summary}
      aria-label={t('addLayer', { name })}
      data-palette-entry={offer.entry.id}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onClick={onClick}
    >
      <Glyph kind={offeredKind(offer)} />
      <span className="name">{name}</span>
    </button>
  );
}
