'use client';
/** The keys of a canvas; they reach only the one that holds the focus, and never a text field in it. */
import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { canvasKeyOf, type CanvasKeyId } from '@/components/actions/canvas-keys';
import { writesText } from '@/components/actions/keys';
import { wiringOf } from '@/lib/graph/wiring';
import { useSettings } from '@/lib/stores/settings';
import { assertNever } from '@/lib/util/assert-never';
import { useBlockTravel } from './block-travel';
import { useCanvas } from './canvas-context';
import { useLook } from './look';
import { useLookTravel } from './look-travel';
import { openReplace } from './replace-menu';
import { openSearch } from './search-menu';
import type { ViewMoves } from './use-canvas-view';
import { openWires } from './wire-menu';

const STEP = 8;
const BIG_STEP = 32;

const arrows: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function useCanvasKeys(root: RefObject<HTMLElement | null>, moves: ViewMoves, live: boolean): (event: KeyboardEvent<HTMLElement>) => void {
  const parts = useCanvas();
  const { view, overlay, actions, editable } = parts;
  const { enter: lookInto, leave } = useBlockTravel();
  const looks = useLookTravel();
  const look = useLook();
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
    if (look?.kind === 'net') return lookInto(focused);
    root.current?.querySelector<HTMLElement>(actions.isBlock(focused) ? '.inspector .open-block' : '.inspector :is(input, select)')?.focus();
    return true;
  }

  /** On what is unrolled the same key rolls it up. */
  function unroll(chosen: readonly string[]): boolean {
    const repeat = look?.kind === 'repeats' ? chosen.map((id) => look.repeats.get(id)).find((place) => place !== undefined) : undefined;
    if (repeat !== undefined) return looks.rollUp(repeat.block);
    if (look?.kind === 'net' || (!looks.unroll(chosen) && !looks.rollUp(null))) actions.tell('unrollNothing');
    return true;
  }

  function remove(keepChain: boolean): void {
    actions.removeSelection(keepChain);
    root.current?.focus({ preventScroll: true });
  }

  /** What a key does; true where it was taken. */
  function perform(id: CanvasKeyId, key: string, focused: string | undefined): boolean {
    const chosen = view.selection().length > 0 ? view.selection() : focused === undefined ? [] : [focused];
    const one = chosen.length === 1 ? chosen[0] : undefined;
    const edit = (work: () => void): boolean => {
      if (editable) work();
      return editable;
    };
    const nudge = (step: number): void => {
      if (focused !== undefined && view.selection().length === 0) view.select([focused]);
      const [dx, dy] = arrows[key];
      actions.nudge(dx * step, dy * step);
    };
    switch (id) {
      case 'escape':
        return escape();
      case 'enter':
        return focused !== undefined && enter(focused);
      case 'toggle':
        if (focused !== undefined) view.select(view.selection().includes(focused) ? view.selection().filter((other) => other !== focused) : [...view.selection(), focused]);
        return focused !== undefined;
      case 'walk':
        if (focused !== undefined) walk(focused, arrows[key]);
        return focused !== undefined;
      case 'nudge':
        return edit(() => nudge(STEP));
      case 'nudgeFar':
        return edit(() => nudge(BIG_STEP));
      case 'addLayer':
        return edit(() => openAdd(focused));
      case 'search':
        openSearch(parts, store.getState().width);
        return true;
      case 'unroll':
        return unroll(chosen);
      case 'link':
        return edit(() => one !== undefined && openLink(one));
      case 'wires':
        return edit(() => one !== undefined && openWires(parts, one));
      case 'rename':
        return one !== undefined && edit(() => overlay.setState({ renaming: one }));
      case 'bypass':
        return edit(() => actions.bypass(chosen));
      case 'replace':
        return edit(() => one !== undefined && openReplace(parts, one));
      case 'stack':
        return edit(() => actions.askToStack(chosen));
      case 'duplicate':
        return edit(actions.duplicate);
      case 'group':
        return edit(() => {
          actions.group(view.selection());
          root.current?.focus({ preventScroll: true });
        });
      case 'ungroup':
        return edit(() => {
          actions.ungroup(view.selection());
          root.current?.focus({ preventScroll: true });
        });
      case 'selectAll':
        view.select(view.store.getState().nodes.map((node) => node.id));
        return true;
      case 'removeKeeping':
        return edit(() => {
          if (focused !== undefined && view.selection().length === 0) view.select([focused]);
          remove(true);
        });
      case 'removePlain':
        return edit(() => remove(false));
      case 'tidy':
        return edit(actions.tidy);
      case 'frame':
        return edit(() => actions.addFrame(atPointer().at));
      case 'note':
        return edit(() => actions.addNote(atPointer().at));
      case 'fit':
        moves.fit();
        return true;
      case 'fitSelection':
        moves.fitSelection();
        return true;
      case 'fullSize':
        moves.zoomTo(1);
        return true;
      default:
        return assertNever(id);
    }
  }

  return (event) => {
    const { target } = event;
    if (!live || event.nativeEvent.isComposing || !(target instanceof HTMLElement) || writesText(target) || target.closest('.canvas-menu, .inspector')) return;
    if (target.closest('button, a') && (event.key === 'Enter' || event.key === ' ')) return;
    const focused = moves.pendingFocus() ?? target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
    const id = canvasKeyOf(event.nativeEvent, useSettings.getState().singleKeys);
    if (id === null || !perform(id, event.key, focused)) return;
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
