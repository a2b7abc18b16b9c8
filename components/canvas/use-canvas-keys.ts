'use client';
/** The keys of a canvas; they reach only the one that holds the focus, and never a text field in it. */
import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { writesText } from '@/components/actions/keys';
import { wiringOf } from '@/lib/graph/wiring';
import { useSettings } from '@/lib/stores/settings';
import { useBlockTravel } from './block-travel';
import { useCanvas } from './canvas-context';
import { openReplace } from './replace-menu';
import type { ViewMoves } from './use-canvas-view';

const STEP = 8;
const BIG_STEP = 32;

const arrows: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function useCanvasKeys(root: RefObject<HTMLElement | null>, moves: ViewMoves, live: boolean): (event: KeyboardEvent<HTMLElement>) => void {
  const parts = useCanvas();
  const { view, overlay, actions, editable } = parts;
  const { leave } = useBlockTravel();
  const store = useStoreApi();
  const pointer = useRef<{ readonly x: number; readonly y: number } | null>(null);

  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const follow = (event: PointerEvent): void => {
      pointer.current = { x: event.clientX, y: event.clientY };
    };
    const leave = (): void => {
      pointer.current = null;
    };
    element.addEventListener('pointermove', follow);
    element.addEventListener('pointerleave', leave);
    return () => {
      element.removeEventListener('pointermove', follow);
      element.removeEventListener('pointerleave', leave);
    };
  }, [root]);

  useClipboardEvents(root, live && editable, () => atPointer());

  /** In the element, px, and on the canvas: under the pointer, else in the middle. */
  function atPointer(): { readonly x: number; readonly y: number; readonly at: readonly [number, number] } {
    const box = root.current?.getBoundingClientRect();
    const { transform, width, height } = store.getState();
    const [x, y] = pointer.current && box ? [pointer.current.x - box.left, pointer.current.y - box.top] : [width / 2, height / 2];
    return { x, y, at: [(x - transform[0]) / transform[2], (y - transform[1]) / transform[2]] };
  }

  function openAdd(focused: string | undefined): void {
    const { x, y, at } = atPointer();
    const overPointer = pointer.current !== null && focused === undefined;
    overlay.setState({ menu: { kind: 'add', target: overPointer ? { kind: 'place', at } : { kind: 'behindSelection' }, x, y } });
  }

  function walk(focused: string, [dx, dy]: readonly [number, number]): void {
    const graph = actions.graph();
    if (!(focused in graph.nodes)) return;
    const { incoming, outgoing } = wiringOf(graph);
    const right = view.store.getState().direction === 'right';
    const along = right ? dx : dy;
    const into = (incoming.get(focused) ?? []).map((link) => link.source.node);
    const out = (outgoing.get(focused) ?? []).map((link) => link.target.node);
    const siblings = along !== 0 ? [] : [...new Set([...into.flatMap((source) => (outgoing.get(source) ?? []).map((link) => link.target.node)), ...out.flatMap((target) => (incoming.get(target) ?? []).map((link) => link.source.node))])].filter((id) => id !== focused);
    const arcs = new Set(view.store.getState().arcs.filter((arc) => arc.part !== 'falling').map((arc) => arc.id));
    const chainFirst = (outgoing.get(focused) ?? []).find((link) => !arcs.has(link.edge[1]))?.target.node ?? out[0];
    const next = along > 0 ? chainFirst : along < 0 ? into[0] : siblings[0];
    if (next === undefined) return;
    view.select([next]);
    moves.focusNode(next);
  }

  function openLink(focused: string): void {
    const node = view.store.getState().byId.get(focused);
    const [tx, ty, zoom] = store.getState().transform;
    if (!node) return;
    overlay.setState({ menu: { kind: 'link', from: focused, x: (node.position.x + (node.width ?? 0)) * zoom + tx + 8, y: node.position.y * zoom + ty } });
  }

  function escape(): boolean {
    const { menu } = overlay.getState();
    if (menu) overlay.setState({ menu: null });
    else if (store.getState().connectionClickStartHandle) store.setState({ connectionClickStartHandle: null });
    else if (view.selection().length > 0 || view.store.getState().wire !== null) view.select([]);
    else return leave();
    return true;
  }

  function enter(focused: string): boolean {
    if (!view.selection().includes(focused)) {
      view.select([focused]);
      return true;
    }
    const repair = view.selection().length === 1 ? actions.firstRepair(focused) : null;
    if (repair && editable) {
      actions.repair(repair);
      return true;
    }
    root.current?.querySelector<HTMLElement>(actions.isBlock(focused) ? '.inspector .open-block' : '.inspector :is(input, select)')?.focus();
    return true;
  }

  /** True where the key was taken. */
  function plainKey(event: KeyboardEvent, focused: string | undefined): boolean {
    const letters = useSettings.getState().singleKeys;
    const chosen = view.selection().length > 0 ? view.selection() : focused === undefined ? [] : [focused];
    if (event.key === 'Escape') return escape();
    if (event.key === 'Enter' && focused !== undefined) return enter(focused);
    if (event.key === ' ' && focused !== undefined) {
      view.select(view.selection().includes(focused) ? view.selection().filter((id) => id !== focused) : [...view.selection(), focused]);
      return true;
    }
    if (event.key === 'F2' && editable && chosen.length === 1) {
      overlay.setState({ renaming: chosen[0] });
      return true;
    }
    if ((event.key === 'Delete' || event.key === 'Backspace') && editable) {
      if (focused !== undefined && view.selection().length === 0) view.select([focused]);
      actions.removeSelection(true);
      root.current?.focus({ preventScroll: true });
      return true;
    }
    if (!letters) return false;
    switch (event.key.toLowerCase()) {
      case '1':
        moves.fit();
        return true;
      case '0':
        moves.zoomTo(1);
        return true;
      case '.':
        moves.fitSelection();
        return true;
      case 'n':
        if (editable) openAdd(focused);
        return editable;
      case 'l':
        if (editable && chosen.length === 1) openLink(chosen[0]);
        return editable;
      case 'd':
        if (editable) actions.bypass(chosen);
        return editable;
      case 'r':
        if (editable && chosen.length === 1) openReplace(parts, chosen[0]);
        return editable;
      case 'c':
        if (editable) actions.addFrame(atPointer().at);
        return editable;
      default:
        return false;
    }
  }

  function shiftKey(event: KeyboardEvent): boolean {
    if (event.key.toLowerCase() === 's' && editable) {
      actions.addNote(atPointer().at);
      return true;
    }
    if (event.key.toLowerCase() === 'a' && editable) {
      openAdd(undefined);
      return true;
    }
    if (event.key === 'Delete' && editable) {
      actions.removeSelection(false);
      root.current?.focus({ preventScroll: true });
      return true;
    }
    return false;
  }

  function modKey(event: KeyboardEvent): boolean {
    switch (event.key.toLowerCase()) {
      case 'a':
        view.select(view.store.getState().nodes.map((node) => node.id));
        return true;
      case 'd':
        if (editable) actions.duplicate();
        return true;
      case 'b':
        if (editable) actions.bypass(view.selection());
        return true;
      case 'delete':
      case 'backspace':
        if (editable) actions.removeSelection(false);
        root.current?.focus({ preventScroll: true });
        return true;
      default:
        return false;
    }
  }

  function blockKey(event: KeyboardEvent): boolean {
    if (event.key.toLowerCase() !== 'g' || !editable) return false;
    if (event.shiftKey) actions.ungroup(view.selection());
    else actions.group(view.selection());
    root.current?.focus({ preventScroll: true });
    return true;
  }

  function arrowKey(event: KeyboardEvent, focused: string | undefined): boolean {
    const arrow = arrows[event.key];
    if (!arrow) return false;
    if (event.altKey) {
      if (focused !== undefined && view.selection().length === 0) view.select([focused]);
      const step = event.shiftKey ? BIG_STEP : STEP;
      if (editable) actions.nudge(arrow[0] * step, arrow[1] * step);
      return true;
    }
    if (event.shiftKey || event.ctrlKey || event.metaKey) return false;
    if (focused !== undefined) walk(focused, arrow);
    return focused !== undefined;
  }

  return (event) => {
    const { target } = event;
    if (!live || event.nativeEvent.isComposing || !(target instanceof HTMLElement) || writesText(target) || target.closest('.canvas-menu, .inspector')) return;
    if (target.closest('button, a') && (event.key === 'Enter' || event.key === ' ')) return;
    const focused = moves.pendingFocus() ?? target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
    const mod = event.ctrlKey || event.metaKey;
    const taken =
      event.key in arrows
        ? arrowKey(event, focused)
        : event.altKey
          ? event.shiftKey && event.code === 'KeyT' && editable && (actions.tidy(), true)
          : mod
            ? blockKey(event) || (!event.shiftKey && modKey(event))
            : event.shiftKey
              ? shiftKey(event)
              : plainKey(event, focused);
    if (!taken) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Copy, cut and paste by the browser's own events, which need no permission. */
function useClipboardEvents(root: RefObject<HTMLElement | null>, editable: boolean, place: () => { readonly at: readonly [number, number] }): void {
  const { actions } = useCanvas();
  const placed = useRef(place);
  useEffect(() => {
    placed.current = place;
  });
  useEffect(() => {
    function within(event: ClipboardEvent): boolean {
      const active = document.activeElement;
      return !event.defaultPrevented && root.current !== null && active !== null && root.current.contains(active) && !writesText(active) && (document.getSelection()?.isCollapsed ?? true);
    }
    function onCopy(event: ClipboardEvent): void {
      if (!within(event)) return;
      const text = event.type === 'cut' && editable ? actions.cut() : actions.copied();
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    }
    function onPaste(event: ClipboardEvent): void {
      if (!editable || !within(event)) return;
      event.preventDefault();
      actions.paste(event.clipboardData?.getData('text/plain') ?? '', placed.current().at);
    }
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [root, editable, actions]);
}
