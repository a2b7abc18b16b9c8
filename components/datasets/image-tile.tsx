'use client';
/** One image of a data set, drawn pixel by pixel. */
import { useEffect, useRef } from 'react';

type Props = {
  /** [height, width, channels], 1 or 3 channels. */
  readonly shape: readonly [number, number, number];
  /** NHWC bytes; null draws nothing yet. */
  readonly pixels: Uint8Array | null;
  readonly alternative: string;
};

function toRgba(pixels: Uint8Array, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const count = pixels.length / channels;
  const out = new Uint8ClampedArray(count * 4);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) out[i * 4 + c] = pixels[i * channels + (channels === 1 ? 0 : c)];
    out[i * 4 + 3] = 255;
  }
  return out;
}

export function ImageTile({ shape: [height, width, channels], pixels, alternative }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (pixels === null) return;
    canvas.current?.getContext('2d')?.putImageData(new ImageData(toRgba(pixels, channels), width, height), 0, 0);
  }, [pixels, width, height, channels]);
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={alternative} style={{ aspectRatio: `${width} / ${height}` }} />;
}
