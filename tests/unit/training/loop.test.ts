import { describe, expect, test } from 'vitest';
import type { Executor } from '@/lib/engine/executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { validationSplit } from '@/lib/runs/split';
import { createRunner } from '@/lib/training/runner';
import type { Checkpoint, FromWorker } from '@/lib/training/protocol';
import { barDataset } from './datasets';
import type { Setting } from './harness';
import { eventsOf, recipe, record } from './harness';
import { tinyResNet } from './programs';

const program = tinyResNet([8, 8, 1], 4);
const base: Setting = { program, dataset: barDataset(), recipe: recipe({}), createExecutor: createWasmExecutor };

function lossesOf(events: readonly FromWorker[]): readonly number[] {
  return eventsOf(events, 'steps').flatMap(({ rows }) => rows.loss);
}

function checkpointOf({ end }: Awaited<ReturnType<typeof record>>): Checkpoint {
  if (end.state === 'failed') throw new Error(end.problem.code);
  return end.checkpoint;
}

/** All that a run computes, without the times that it took. */
function computed({ weights, optimizer, step, epoch, running, stepCurve, epochCurve, best }: Checkpoint): unknown {
  return { weights, optimizer, step, epoch, running, stepCurve, best, epochCurve: { ...epochCurve, milliseconds: [] } };
}

describe('a whole run', () => {
  test('learns, and says what it does in order', async () => {
    const { end, events } = await record({ ...base, recipe: recipe({ epochs: 6 }) });
    // 200 images less 20 for validation, in batches of 20.
    const epochs = eventsOf(events, 'epoch');
    expect(epochs.map(({ rows }) => rows.epoch[0])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(lossesOf(events).length).toBe(54);
    expect(eventsOf(events, 'steps').flatMap(({ rows }) => rows.step)).toEqual(Array.from({ length: 54 }, (_, i) => i + 1));
    expect(epochs[5].rows.accuracy[0]).toBeGreaterThan(0.9);
    expect(epochs[5].rows.loss[0]).toBeLessThan(epochs[0].rows.loss[0] / 2);
    if (end.state !== 'done' || end.result === null) throw new Error(end.state);
    expect(end.result.testAccuracy).toBeGreaterThan(0.9);
    expect(end.best?.best?.validationAccuracy).toBe(Math.max(...epochs.map(({ rows }) => rows.validationAccuracy?.[0] ?? 0)));
    expect(events[events.length - 1].type).toBe('done');
  });

  test('ends with a confusion matrix, mistakes and predictions that agree with each other', async () => {
    const { events, end } = await record(base);
    const [{ result, predictions }] = eventsOf(events, 'done');
    if (result === null || predictions === null || end.state !== 'done') throw new Error('no result');
    const { labels, count } = base.dataset.test;
    const right = Array.from(labels).filter((label, i) => label === predictions.predicted[i]).length;
    expect(result.testAccuracy).toBeCloseTo(right / count, 12);
    expect(result.confusion.flat().reduce((a, b) => a + b, 0)).toBe(count);
    expect(result.confusion.reduce((sum, row, label) => sum + row[label], 0)).toBe(right);
    expect(result.mistakes.length).toBe(Math.min(24, count - right));
    for (const { index, label, predicted, probability } of result.mistakes) {
      expect([label, predicted]).toEqual([labels[index], predictions.predicted[index]]);
      expect(probability).toBeCloseTo(predictions.probability[index], 6);
    }
    expect(result.mistakes.map(({ probability }) => probability)).toEqual(result.mistakes.map(({ probability }) => probability).toSorted((a, b) => b - a));
  });

  test('is the same again, bit for bit, and another one with another seed', async () => {
    const augmented = { augmentation: { padAndCrop: 1, flip: false } };
    const [first, second, other] = [await record({ ...base, recipe: recipe(augmented) }), await record({ ...base, recipe: recipe(augmented) }), await record({ ...base, recipe: recipe({ ...augmented, seed: 2 }) })];
    expect(computed(checkpointOf(second))).toEqual(computed(checkpointOf(first)));
    expect(lossesOf(other.events)).not.toEqual(lossesOf(first.events));
  });

  test('puts the best weights to the test where the recipe says so, those of before a continuation too, and keeps the last', async () => {
    const settings = { epochs: 4, learningRate: 0.05, schedule: { kind: 'constant' }, testWeights: 'best' };
    const whole = await record({ ...base, recipe: recipe(settings) });
    if (whole.end.state !== 'done' || whole.end.result === null || whole.end.best === null) throw new Error(whole.end.state);
    const { best, checkpoint, result } = whole.end;
    const runner = createRunner({ readDataset: () => Promise.resolve(base.dataset), createExecutor: createWasmExecutor });
    const tested = await runner.evaluate(program, best.weights, { kind: 'shipped', id: 'bars', baseUrl: '' });
    expect(result.weights).toBe('best');
    expect(tested).toMatchObject({ ok: true, value: { testAccuracy: result.testAccuracy } });
    const plain = await record({ ...base, recipe: recipe({ ...settings, testWeights: 'last' }) });
    expect(computed(checkpointOf(plain))).toEqual(computed(checkpoint));
    expect(plain.end).toMatchObject({ result: { weights: 'last' } });

    const ruined = { ...settings, epochs: 5, learningRate: 1e-9, augmentation: { padAndCrop: 4, flip: true } };
    const goneOn = await record({ ...base, recipe: recipe(ruined), resume: checkpoint, best });
    if (goneOn.end.state !== 'done') throw new Error(goneOn.end.state);
    expect(eventsOf(goneOn.events, 'checkpoint')[0]).toMatchObject({ which: 'best', checkpoint: { epoch: best.epoch } });
    expect(goneOn.end.result?.weights).toBe('best');
  });

  test('without a validation or a test split it has neither figures', async () => {
    const { events, end } = await record({ ...base, dataset: barDataset(60, 0), recipe: recipe({ validationFraction: 0, epochs: 1 }) });
    expect(eventsOf(events, 'epoch')[0].rows.validationLoss).toBeUndefined();
    expect(eventsOf(events, 'checkpoint').map(({ which }) => which)).toEqual(['last']);
    expect(end).toMatchObject({ state: 'done', result: null, best: null });
    const [first] = eventsOf(events, 'strip');
    expect(first.strip.images?.length).toBe(first.strip.indices.length * 64);
  });

  test('shows a strip of test images with each class in it, and sends their bytes once', async () => {
    const { events } = await record(base);
    const strips = [...eventsOf(events, 'strip'), ...eventsOf(events, 'epoch')].map(({ strip }) => strip);
    expect(strips.filter(({ images }) => images !== undefined).length).toBe(1);
    expect([...new Set(strips[0].labels)]).toEqual([0, 1, 2, 3]);
    expect(strips[0].labels).toEqual(strips[0].indices.map((index) => base.dataset.test.labels[index]));
    expect(eventsOf(events, 'epoch')[0].strip.predicted.length).toBe(12);
  });
});

describe('pause, single step, resume, stop', () => {
  test('a paused run takes one step at a time, then goes on to the same end', async () => {
    const steps: number[] = [];
    const { end, events } = await record({
      ...base,
      paused: true,
      onEvent: (event, control) => {
        if (event.type !== 'paused') return;
        steps.push(event.progress.step);
        if (steps.length < 4) control.singleStep();
        else control.resume();
      },
    });
    expect(steps).toEqual([0, 1, 2, 3]);
    expect(eventsOf(events, 'resumed').length).toBe(1);
    expect(end.state).toBe('done');
    expect(computed(checkpointOf({ end, events, control: (await record(base)).control }))).toEqual(computed(checkpointOf(await record(base))));
  });

  test('a pause sends a checkpoint, once', async () => {
    let paused = 0;
    const { events } = await record({
      ...base,
      onEvent: (event, control) => {
        if (event.type === 'steps' && paused++ === 0) control.pause();
        if (event.type === 'paused') control.resume();
      },
    });
    const at = events.findIndex(({ type }) => type === 'paused');
    expect(events[at - 1]).toMatchObject({ type: 'checkpoint', which: 'last' });
    expect(events[at + 1].type).toBe('resumed');
  });

  test('a pause that is taken back before the loop sees it is acknowledged too', async () => {
    let done = false;
    const { events } = await record({
      ...base,
      onEvent: (event, control) => {
        if (event.type !== 'steps' || done) return;
        done = true;
        control.pause();
        control.resume();
      },
    });
    expect(eventsOf(events, 'resumed').length).toBe(1);
  });

  test('a stop ends at once, even during a pause, with a checkpoint', async () => {
    for (const paused of [false, true]) {
      const { end, events } = await record({
        ...base,
        paused,
        onEvent: (event, control) => {
          if (event.type === (paused ? 'paused' : 'steps')) control.stop();
        },
      });
      expect(end.state).toBe('stopped');
      expect(events.slice(-2).map(({ type }) => type)).toEqual(['checkpoint', 'stopped']);
      expect(checkpointOf({ end, events, control: (await record(base)).control }).step).toBeLessThan(3);
    }
  });
});

describe('going on from a checkpoint', () => {
  const long = { ...base, recipe: recipe({ epochs: 3, augmentation: { padAndCrop: 1, flip: true }, schedule: { kind: 'cosine', warmupSteps: 3 } }) };

  async function stoppedAt(step: number): Promise<Checkpoint> {
    const stopped = await record({
      ...long,
      paused: true,
      onEvent: (event, control) => {
        if (event.type === 'paused') {
          if (event.progress.step < step) control.singleStep();
          else control.stop();
        }
      },
    });
    return checkpointOf(stopped);
  }

  // 9 steps an epoch: in the middle of one, and at the end of one before and after its validation.
  test.each([4, 9, 12, 18])('at step %i equals the unbroken run, bit for bit', async (step) => {
    const whole = checkpointOf(await record(long));
    const checkpoint = await stoppedAt(step);
    expect(checkpoint.step).toBe(step);
    const resumed = await record({ ...long, resume: checkpoint });
    expect(computed(checkpointOf(resumed))).toEqual(computed(whole));
  });

  test('a stop during the validation does the validation again', async () => {
    const held = validationSplit(200, 0.1, 1).validation.length;
    expect(held).toBe(20);
    const whole = checkpointOf(await record(long));
    let steps = 0;
    const stopped = await record({
      ...long,
      onEvent: (event, control) => {
        if (event.type === 'steps' && (steps = event.progress.step) === 9) control.stop();
      },
    });
    expect(steps).toBeGreaterThanOrEqual(9);
    const checkpoint = checkpointOf(stopped);
    const resumed = await record({ ...long, resume: checkpoint });
    expect(computed(checkpointOf(resumed))).toEqual(computed(whole));
  });
});

describe('a loss that is no number', () => {
  test('fails at the step, with the learning rate and a better one', async () => {
    const { end, events } = await record({ ...base, recipe: recipe({ learningRate: 100, schedule: { kind: 'constant' }, optimizer: { kind: 'sgd' } }), createExecutor: exploding(5) });
    expect(end).toMatchObject({ state: 'failed', step: 5, problem: { code: 'trainingDiverged', values: { step: 5, learningRate: 100, suggestion: 10 } } });
    expect(lossesOf(events).length).toBe(4);
    expect(events[events.length - 1].type).toBe('failed');
  });

  function exploding(at: number): Setting['createExecutor'] {
    return async (net, options) => {
      const executor: Executor = await createWasmExecutor(net, options);
      return { ...executor, step: async (batch, settings) => (settings.step === at - 1 ? { loss: NaN, correct: 0 } : executor.step(batch, settings)) };
    };
  }
});
