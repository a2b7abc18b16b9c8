/** What floats over a canvas: menus at a point, guide lines, the hovered wire, what was last said; ephemeral, one a canvas. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '@/lib/util/problem';
import type { Offer } from './palette-entries';
import type { Point } from './wire-geometry';

/** Where a layer that is chosen in the menu goes. */
export type AddTarget =
  | { readonly kind: 'place'; /** On the canvas, the middle of the node. */ readonly at: Point; /** Or where there is room near it. */ readonly free?: boolean }
  | { readonly kind: 'after'; readonly node: string; /** Null: straight behind it. */ readonly at: Point | null }
  | { readonly kind: 'before'; readonly node: string; readonly at: Point }
  | { readonly kind: 'wire'; readonly wire: string }
  | { readonly kind: 'behindSelection' };

export type Menu =
  | { readonly kind: 'add'; readonly target: AddTarget; /** In the canvas element, px. */ readonly x: number; readonly y: number }
  | { readonly kind: 'refused'; readonly from: string; readonly to: string; readonly x: number; readonly y: number }
  | { readonly kind: 'regroup'; /** Another selection, which can become a block. */ readonly ids: readonly string[]; readonly problem: Problem; readonly x: number; readonly y: number }
  | { readonly kind: 'replace'; readonly node: string; readonly x: number; readonly y: number }
  | { readonly kind: 'wires'; readonly node: string; readonly x: number; readonly y: number }
  | { readonly kind: 'search'; readonly x: number; readonly y: number }
  | { readonly kind: 'link'; readonly from: string; readonly x: number; readonly y: number };

export type Guides = { readonly x: number | null; readonly y: number | null };

export type Overlay = {
  readonly menu: Menu | null;
  readonly guides: Guides;
  readonly hoveredWire: string | null;
  /** The node whose hints were asked for; errors show by themselves. */
  readonly hints: string | null;
  /** The wire whose end is being dragged elsewhere. */
  readonly moving: string | null;
  /** The node whose title is being edited. */
  readonly renaming: string | null;
  /** The block node that is being stacked to stages. */
  readonly stacking: string | null;
  /** For the live region; `bad` also shows it on the canvas for a while. */
  readonly said: { readonly text: string; readonly bad: boolean; readonly turn: number };
  /** Zoomed out so far that a large graph is drawn as a picture. */
  readonly far: boolean;
  /** A palette entry that is being dragged, in client px. */
  readonly ghost: { readonly offer: Offer; readonly x: number; readonly y: number } | null;
};

export type CanvasOverlay = StoreApi<Overlay>;

export const noGuides: Guides = { x: null, y: null };

export function createOverlay(far = false): CanvasOverlay {
  return createStore<Overlay>(() => ({ menu: null, guides: noGuides, hoveredWire: null, moving: null, hints: null, renaming: null, stacking: null, said: { text: '', bad: false, turn: 0 }, far, ghost: null }));
}

export function say(overlay: CanvasOverlay, text: string, bad = false): void {
  overlay.setState(({ said }) => ({ said: { text, bad, turn: said.turn + 1 } }));
}
