'use client';
/** A black board to draw on in white with mouse, pen or finger; each stroke hands over the pixels when it ends. */
import { useImperativeHandle, useRef, type PointerEvent, type Ref } from 'react';
import type { Pixels } from '@/lib/datasets/png';

const SIDE = 224;
const STROKE = 16;

export type DrawingBoardHandle = { readonly clear: () => void; readonly show: (pixels: Pixels) => void };

function pixelsOf(context: CanvasRenderingContext2D): Pixels {
  return { width: SIDE, height: SIDE, channels: 4, data: new Uint8Array(context.getImageData(0, 0, SIDE, SIDE).data) };
}

function erase(context: CanvasRenderingContext2D): void {
  context.fillStyle = '#000';
  context.fillRect(0, 0, SIDE, SIDE);
}

export function DrawingBoard({ ref, label, onDrawn }: { readonly ref: Ref<DrawingBoardHandle>; readonly label: string; readonly onDrawn: (pixels: Pixels) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const fresh = useRef(true);

  function context(): CanvasRenderingContext2D | null {
    const found = canvas.current?.getContext('2d', { willReadFrequently: true }) ?? null;
    if (found !== null && fresh.current) {
      erase(found);
      fresh.current = false;
    }
    return found;
  }
  useImperativeHandle(ref, () => ({
    clear: () => {
      const board = context();
      if (board !== null) erase(board);
    },
    show: (pixels) => {
      const board = context();
      if (board === null) return;
      const picture = new OffscreenCanvas(pixels.width, pixels.height);
      picture.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels.data), pixels.width, pixels.height), 0, 0);
      const scale = SIDE / Math.max(pixels.width, pixels.height);
      erase(board);
      board.drawImage(picture, (SIDE - pixels.width * scale) / 2, (SIDE - pixels.height * scale) / 2, pixels.width * scale, pixels.height * scale);
    },
  }));

  function place(event: PointerEvent<HTMLCanvasElement>): { readonly x: number; readonly y: number } {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.left) * SIDE) / box.width, y: ((event.clientY - box.top) * SIDE) / box.height };
  }
  function draw(event: PointerEvent<HTMLCanvasElement>): void {
    const board = context();
    if (board === null || last.current === null) return;
    const next = place(event);
    board.strokeStyle = '#fff';
    board.lineWidth = STROKE;
    board.lineCap = 'round';
    board.beginPath();
    board.moveTo(last.current.x, last.current.y);
    board.lineTo(next.x, next.y + 0.01);
    board.stroke();
    last.current = next;
  }
  function end(): void {
    if (last.current === null) return;
    last.current = null;
    const board = context();
    if (board !== null) onDrawn(pixelsOf(board));
  }

  return (
    <canvas
      ref={canvas}
      className="board"
      width={SIDE}
      height={SIDE}
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = place(event);
        draw(event);
      }}
      onPointerMove={draw}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
