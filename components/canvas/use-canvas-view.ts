'use client';
/** Moves the view of one canvas: fit, zoom, and bringing a node into view and focus although it may not be drawn yet. */
import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useMemo, type RefObject } from 'react';
import type { CanvasView } from './view-store';
import { boundsOf, fitted, motionTime, startOf, zoomedAt, zoomedInto, type Insets } from './viewport';
import { boxOf } from './wire-geometry';

const FOCUS_TRIES = 40;
const MARGIN = 16;
const LEGIBLE = 0.6;
const THREAD = 0.3;
const BESIDE = 316;
const BELOW = 204;
/** Names of what is unrolled stand above it. */
const LABELS = 40;

export type ViewMoves = {
  readonly fit: (animate?: boolean) => void;
  readonly fitSelection: () => void;
  /** As another canvas stood. */
  readonly start: (viewport: Viewport) => void;
  readonly zoomTo: (zoom: number) => void;
  readonly zoomBy: (factor: number) => void;
  readonly zoomAt: (factor: number, clientX: number, clientY: number) => void;
  /** So far in that layers can be read, at a point or at the layer that is nearest to it. */
  readonly zoomInto: (clientX: number, clientY: number) => void;
  readonly focusNode: (id: string) => void;
  /** The node that the focus is on its way to: keys that come faster than it arrives are meant for that one. */
  readonly pendingFocus: () => string | null;
  readonly showNode: (id: string) => void;
  readonly middle: () => { readonly x: number; readonly y: number };
};

/** What panels take of the canvas; room for the inspector is kept also while it is closed, so that the graph does not jump. */
function insetsOf(root: HTMLElement): Insets {
  const own = root.getBoundingClientRect();
  const box = (selector: string) => root.querySelector(selector)?.getBoundingClientRect();
  const palette = box(':scope > .palette');
  const sheet = box(':scope > .inspector.sheet');
  const inline = root.classList.contains('inline');
  const down = root.dataset.direction === 'down';
  if (root.dataset.look !== undefined) {
    // Nothing is edited here, so the inspector gets room only while it is there.
    const inspector = box(':scope > .inspector');
    return {
      left: MARGIN,
      top: LABELS,
      right: inspector && inline && down ? own.right - inspector.left + MARGIN : MARGIN,
      bottom: inspector && (sheet || !down) ? own.bottom - inspector.top + MARGIN : MARGIN,
    };
  }
  return {
    left: palette ? palette.right - own.left + MARGIN : MARGIN,
    top: MARGIN,
    right: inline && down ? BESIDE : MARGIN,
    bottom: sheet ? own.bottom - sheet.top + MARGIN : inline && !down ? BELOW : MARGIN,
  };
}

export function useViewMoves(root: RefObject<HTMLElement | null>, view: CanvasView): ViewMoves {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useMemo(() => {
    function show(ids: ReadonlySet<string> | undefined, animate: boolean): void {
      const element = root.current;
      const bounds = boundsOf(view.store.getState(), ids);
      if (!element || !bounds) return;
      const { width, height } = element.getBoundingClientRect();
      const insets = insetsOf(element);
      const viewport = fitted(bounds, width, height, insets);
      // A long chain that would be a thread at first sight is begun at its start instead.
      const legible = animate || viewport.zoom > THREAD || element.dataset.look === 'net' ? viewport : startOf(bounds, insets, width, height, root.current?.dataset.direction === 'down');
      void flow.setViewport(legible, { duration: animate ? motionTime() : 0 });
    }
    function zoomAt(factor: number, clientX: number, clientY: number): void {
      const box = root.current?.getBoundingClientRect();
      if (!box) return;
      const viewport = flow.getViewport();
      void flow.setViewport(zoomedAt(viewport, [clientX - box.left, clientY - box.top], viewport.zoom * factor));
    }
    function zoomTo(zoom: number): void {
      const { width, height } = store.getState();
      void flow.setViewport(zoomedAt(flow.getViewport(), [width / 2, height / 2], zoom), { duration: motionTime() });
    }
    let wanted: { readonly id: string; readonly arrived: boolean } | null = null;
    /** A node may be drawn only once the view has moved, and drawn anew while it moves: the focus follows until it is taken elsewhere. */
    function focusElement(id: string, tries: number, given: boolean): void {
      if (wanted?.id !== id) return;
      const element = root.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
      const active = document.activeElement;
      const lost = active === null || active === document.body;
      if (tries === 0 || (given && !lost && active !== element)) {
        wanted = null;
        return;
      }
      const focusing = element !== null && element !== undefined && (!given || lost);
      if (focusing) {
        element.focus({ preventScroll: true });
        wanted = { id, arrived: true };
      }
      requestAnimationFrame(() => focusElement(id, tries - 1, given || focusing));
    }
    function showNode(id: string): void {
      const node = view.store.getState().byId.get(id);
      const element = root.current;
      if (!node || !element) return;
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const insets = insetsOf(element);
      const [left, top] = [node.position.x * zoom + x, node.position.y * zoom + y];
      const [right, bottom] = [left + (node.width ?? 0) * zoom, top + (node.height ?? 0) * zoom];
      const inside = left >= insets.left && top >= insets.top && right <= width - insets.right && bottom <= height - insets.bottom;
      if (zoom >= 0.45 && !inside) {
        const dx = left < insets.left ? insets.left - left : Math.min(0, width - insets.right - right);
        const dy = top < insets.top ? insets.top - top : Math.min(0, height - insets.bottom - bottom);
        void flow.setViewport({ zoom, x: x + dx, y: y + dy }, { duration: motionTime() });
      } else if (zoom < 0.45) {
        const next = LEGIBLE;
        const middle = { x: insets.left + (width - insets.left - insets.right) / 2, y: insets.top + (height - insets.top - insets.bottom) / 2 };
        void flow.setViewport(
          { zoom: next, x: middle.x - (node.position.x + (node.width ?? 0) / 2) * next, y: middle.y - (node.position.y + (node.height ?? 0) / 2) * next },
          { duration: motionTime() },
        );
      }
    }
    return {
      fit: (animate = true) => show(undefined, animate),
      start: (viewport) => void flow.setViewport(viewport),
      fitSelection: () => show(new Set(view.selection()), true),
      zoomTo,
      zoomBy: (factor) => zoomTo(flow.getZoom() * factor),
      zoomAt,
      zoomInto: (clientX, clientY) => {
        const box = root.current?.getBoundingClientRect();
        if (!box) return;
        const boxes = view.store.getState().nodes.filter((node) => node.type === 'layer').map(boxOf);
        void flow.setViewport(zoomedInto(flow.getViewport(), [clientX - box.left, clientY - box.top], boxes, LEGIBLE));
      },
      showNode,
      focusNode: (id) => {
        showNode(id);
        wanted = { id, arrived: false };
        requestAnimationFrame(() => focusElement(id, FOCUS_TRIES, false));
      },
      pendingFocus: () => (wanted === null || wanted.arrived ? null : wanted.id),
      middle: () => {
        const { width, height, transform } = store.getState();
        return { x: (width / 2 - transform[0]) / transform[2], y: (height / 2 - transform[1]) / transform[2] };
      },
    };
  }, [flow, store, root, view]);
}
