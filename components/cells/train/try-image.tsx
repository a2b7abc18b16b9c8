'use client';
/** A drawing or a dropped image, brought into the form of the data set and judged by the kept weights of the run. */
import { Eraser, ImageUp } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslations } from 'use-intl';
import { PixelImage } from '@/components/plots/pixel-image';
import { ProbabilityBars } from '@/components/plots/probability-bars';
import type { DatasetInfo } from '@/lib/datasets/dataset';
import { asDatasetImage, fillOf, isBright } from '@/lib/datasets/sketch';
import type { Pixels } from '@/lib/datasets/png';
import type { SheetSource } from '@/lib/datasets/sheet';
import { normalizationTable } from '@/lib/runs/batch';
import type { RunRecord } from '@/lib/runs/record';
import type { Problem } from '@/lib/util/problem';
import { DrawingBoard, type DrawingBoardHandle } from './drawing-board';
import { formatShare } from './format';
import { usePredictor } from './use-predictor';
import { useProblemText } from './use-problem-text';

const LARGEST = 1024;

/** Pixels of an image file, at most `LARGEST` wide and high; throws where the browser cannot read it. */
async function readPixels(file: Blob): Promise<Pixels> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LARGEST / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return { width, height, channels: 4, data: new Uint8Array(context.getImageData(0, 0, width, height).data) };
}

function normalised(bytes: Uint8Array, info: DatasetInfo): Float32Array {
  const table = normalizationTable(info);
  const channels = info.shape[2];
  return Float32Array.from(bytes, (byte, index) => table[(index % channels) * 256 + byte]);
}

type Outcome = { readonly state: 'empty' | 'blank' } | { readonly state: 'unreadable'; readonly name: string } | { readonly state: 'failed'; readonly problem: Problem } | { readonly state: 'seen'; readonly bytes: Uint8Array; readonly probabilities: readonly number[] | null };

const SAMPLE = Array.from({ length: 100 }, (_, index) => index);

export type TryImageProps = { readonly record: RunRecord; readonly info: DatasetInfo; /** Images of the set, to be like them. */ readonly source: SheetSource | null };

export function TryImage({ record, info, source }: TryImageProps) {
  const t = useTranslations('training');
  const sentence = useProblemText();
  const predict = usePredictor(record, record.result?.weights ?? 'last');
  const board = useRef<DrawingBoardHandle>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const asked = useRef(0);
  const [outcome, setOutcome] = useState<Outcome>({ state: 'empty' });
  const [picture, setPicture] = useState<{ readonly pixels: Pixels; readonly invert: boolean } | null>(null);
  const [over, setOver] = useState(false);
  const [height, width, channels] = info.shape;

  async function judge(pixels: Pixels, invert: boolean): Promise<void> {
    const turn = ++asked.current;
    const examples = await source?.read(SAMPLE.slice(0, source.labels.length));
    if (turn !== asked.current) return;
    const bytes = asDatasetImage(pixels, info.shape, invert, fillOf(examples ?? [], info.shape));
    if (bytes === null) {
      setOutcome({ state: 'blank' });
      return;
    }
    setOutcome({ state: 'seen', bytes, probabilities: null });
    const predicted = await predict(normalised(bytes, info));
    if (turn !== asked.current) return;
    setOutcome(predicted.ok ? { state: 'seen', bytes, probabilities: [...predicted.value] } : { state: 'failed', problem: predicted.problem });
  }
  async function take(file: File): Promise<void> {
    const turn = ++asked.current;
    const pixels = await readPixels(file).catch(() => null);
    if (turn !== asked.current) return;
    if (pixels === null) {
      board.current?.clear();
      setPicture(null);
      setOutcome({ state: 'unreadable', name: file.name });
      return;
    }
    const invert = channels === 1 && isBright(pixels);
    board.current?.show(pixels);
    setPicture({ pixels, invert });
    await judge(pixels, invert);
  }
  function hold(event: DragEvent): void {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  }
  function drop(event: DragEvent): void {
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void take(file);
  }
  function clear(): void {
    asked.current++;
    board.current?.clear();
    setPicture(null);
    setOutcome({ state: 'empty' });
  }
  const rows = outcome.state === 'seen' && outcome.probabilities !== null ? outcome.probabilities.map((probability, index) => ({ name: info.classes[index] ?? String(index), probability, text: t('percent', { value: formatShare(probability) }) })).sort((a, b) => b.probability - a.probability) : [];

  return (
    <div className={over ? 'try over' : 'try'} onDragOver={hold} onDragLeave={() => setOver(false)} onDrop={drop}>
      <div>
        <DrawingBoard
          ref={board}
          label={t('tryCanvas')}
          onDrawn={(pixels) => {
            setPicture(null);
            void judge(pixels, false);
          }}
        />
        <div className="row">
          <button type="button" className="btn small" onClick={() => chooser.current?.click()}>
            <ImageUp size={14} aria-hidden="true" />
            {t('tryOpen')}
          </button>
          <input
            ref={chooser}
            type="file"
            accept="image/*"
            hidden
            aria-label={t('tryOpen')}
            onChange={(event) => {
              const file = event.target.files?.[0];
              // Emptied, so that the same file can be chosen again.
              event.target.value = '';
              if (file !== undefined) void take(file);
            }}
          />
          <button type="button" className="btn small ghost" onClick={clear}>
            <Eraser size={14} aria-hidden="true" />
            {t('tryClear')}
          </button>
          {picture !== null && channels === 1 && (
            <label className="row">
              <input
                type="checkbox"
                checked={picture.invert}
                onChange={(event) => {
                  setPicture({ ...picture, invert: event.target.checked });
                  void judge(picture.pixels, event.target.checked);
                }}
              />
              {t('tryInvert')}
            </label>
          )}
        </div>
        <p className="help">{channels === 1 ? t('tryHelp', { height: String(height), width: String(width) }) : t('tryHelpColour', { height: String(height), width: String(width) })}</p>
      </div>
      <div className="grow" aria-live="polite">
        {outcome.state === 'empty' && <p className="muted">{t('tryEmpty')}</p>}
        {outcome.state === 'blank' && <p className="refused">{t('tryBlank')}</p>}
        {outcome.state === 'unreadable' && <p className="refused">{t('tryBadImage', { name: outcome.name })}</p>}
        {outcome.state === 'failed' && <p className="refused">{sentence(outcome.problem)}</p>}
        {outcome.state === 'seen' && (
          <div className="try-seen">
            <PixelImage bytes={outcome.bytes} shape={info.shape} size={72} label={t('trySeen')} />
            <ProbabilityBars label={t('tryResult')} rows={rows} />
          </div>
        )}
      </div>
    </div>
  );
}
