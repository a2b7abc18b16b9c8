'use client';
/** The list of layers beside the canvas: press and drag (mouse, pen or finger), or click to add behind what is selected. */
import { useReactFlow } from '@xyflow/react';
import { Search } from 'lucide-react';
import { Fragment, useRef, type MouseEvent, type PointerEvent } from 'react';
import { createPortal } from 'react-dom';
import { useLocale, useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { useCanvas } from './canvas-context';
import { dropTarget } from './drop-target';
import { Glyph } from './glyphs';
import { commonGroups, offerOf, type Offer } from './palette-entries';

const DRAG_STARTS = 5;

export function Palette({ openSearch }: { readonly openSearch: () => void }) {
  const t = useTranslations('canvas');
  return (
    <div className="panel palette" role="toolbar" aria-orientation="vertical" aria-label={t('palette')}>
      <button type="button" className="search" onClick={openSearch} aria-keyshortcuts="N">
        <Search size={13} strokeWidth={1.75} aria-hidden="true" />
        <span className="grow">{t('find')}</span>
        <kbd>N</kbd>
      </button>
      {commonGroups().map((group, index) => (
        <Fragment key={group[0].entry.id}>
          {index > 0 && <hr />}
          {group.map((offer) => (
            <PaletteItem key={offer.entry.id} offer={offer} />
          ))}
        </Fragment>
      ))}
    </div>
  );
}

function PaletteItem({ offer }: { readonly offer: Offer }) {
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
    overlay.setState({ ghost: { entry: offer.entry.id, x: event.clientX, y: event.clientY } });
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
      title={offer.kind.text[language].summary}
      aria-label={t('addLayer', { name })}
      data-palette-entry={offer.entry.id}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onClick={onClick}
    >
      <Glyph kind={offer.kind.kind} />
      <span className="name">{name}</span>
    </button>
  );
}

/** What is being dragged, under the pointer. */
export function DragGhost() {
  const language = useLocale();
  const { overlay } = useCanvas();
  const ghost = useStore(overlay, (state) => state.ghost);
  const offer = ghost && offerOf(ghost.entry);
  if (!ghost || !offer) return null;
  return createPortal(
    <div className="drag-ghost" style={{ transform: `translate(${ghost.x}px, ${ghost.y}px) translate(-50%, -50%)` }}>
      <Glyph kind={offer.kind.kind} />
      {offer.entry.text[language].name}
    </div>,
    document.body,
  );
}
