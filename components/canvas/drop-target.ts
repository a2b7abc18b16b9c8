/** Where something that is dropped at a point of the screen goes: onto a wire, or onto the canvas. */
import type { AddTarget } from './overlay-store';

/** Null beside the canvas, or over what floats on it. */
export function dropTarget(pointer: { readonly clientX: number; readonly clientY: number }, canvas: HTMLElement | null, at: { readonly x: number; readonly y: number }): AddTarget | null {
  const under = document.elementsFromPoint(pointer.clientX, pointer.clientY);
  const top = under[0];
  if (!canvas || !top || !canvas.contains(top) || top.closest('.panel')) return null;
  const wire = wireAt(under);
  return wire === null ? { kind: 'place', at: [at.x, at.y] } : { kind: 'wire', wire };
}

function wireAt(elements: readonly Element[]): string | null {
  for (const element of elements) {
    if (element.closest('.react-flow__node')) return null;
    const edge = element.closest<SVGElement>('.react-flow__edge')?.dataset.id ?? element.closest<SVGElement>('[data-wire]')?.dataset.wire;
    if (edge !== undefined) return edge;
  }
  return null;
}
