'use client';
/** An image drawn from its bytes, enlarged without blur. */
import { useEffect, useRef } from 'react';

export type PixelImageProps = {
  /** Bytes of one image or of many, one after the other: height, width, channels (1 grey, 3 colour). */
  readonly bytes: Uint8Array;
  /** Which of them. */
  readonly index?: number;
  readonly shape: readonly [number, number, number];
  readonly label: string;
  readonly size: number;
};

export function PixelImage({ bytes, index = 0, shape, label, size }: PixelImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [height, width, channels] = shape;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(width, height);
    const start = index * height * width * channels;
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let c = 0; c < 3; c++) image.data[pixel * 4 + c] = bytes[start + pixel * channels + (channels < 3 ? 0 : c)];
      image.data[pixel * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [bytes, index, height, width, channels]);
  return <canvas ref={canvas} className="pixels" width={width} height={height} style={{ width: size, height: (size * height) / width }} role="img" aria-label={label} />;
}
