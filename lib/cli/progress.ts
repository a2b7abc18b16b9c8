/** What a training shows while it runs: a bar on a terminal, a line an epoch elsewhere. */
import type { Language } from '@/lib/i18n/define';
import type { FromWorker } from '@/lib/training/protocol';
import type { Context } from './context';
import { bar } from './output';
import { say } from './sentence';

const BAR_WIDTH = 24;
const CLEAR_LINE = '\r\u001b[2K';

export function percent(share: number): string {
  return (100 * share).toFixed(2);
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const part = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${part(seconds % 60)}`;
}

type Steps = Extract<FromWorker, { type: 'steps' }>;
type Epoch = Extract<FromWorker, { type: 'epoch' }>;

function stepLine({ progress, rows }: Steps, language: Language): string {
  const { step, totalSteps, epoch, epochs, imagesPerSecond, millisecondsLeft } = progress;
  return say(language, 'trainStep', {
    bar: bar(step / totalSteps, BAR_WIDTH),
    epoch: Math.min(epoch + 1, epochs),
    epochs,
    loss: (rows.loss.at(-1) ?? Number.NaN).toFixed(3),
    speed: Math.round(imagesPerSecond),
    left: millisecondsLeft === null ? '–' : duration(millisecondsLeft),
  });
}

function epochLine({ rows }: Epoch, epochs: number, language: Language): string {
  const validation = rows.validationAccuracy?.at(-1);
  return say(language, validation === undefined ? 'trainEpoch' : 'trainEpochValidated', {
    epoch: rows.epoch.at(-1) ?? 0,
    epochs,
    loss: (rows.loss.at(-1) ?? Number.NaN).toFixed(4),
    accuracy: percent(rows.accuracy.at(-1) ?? 0),
    validation: percent(validation ?? 0),
  });
}

/** Takes the events of a run; `epochs` is how many there will be. */
export function progressOf(epochs: number, { language, complain, terminal }: Context): (event: FromWorker) => void {
  const clear = terminal ? CLEAR_LINE : '';
  return (event) => {
    if (event.type === 'steps' && terminal) complain(CLEAR_LINE + stepLine(event, language));
    if (event.type === 'epoch') complain(`${clear}${epochLine(event, epochs, language)}\n`);
    if (event.type === 'done' || event.type === 'stopped' || event.type === 'failed') complain(clear);
  };
}
