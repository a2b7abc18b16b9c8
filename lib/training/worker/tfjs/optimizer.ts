/** The optimisers' updates on TensorFlow.js variables, by the formulas of `StepSettings`; slots are named as in a checkpoint. */
import * as tf from '@tensorflow/tfjs';
import type { OptimizerSettings, StepSettings, Weights } from '@/lib/engine/executor';
import { assertNever } from '@/lib/util/assert-never';

export type SlotName = 'momentum' | 'm' | 'v';

export type TfjsOptimizer = {
  /** One update of a variable; within a tidy. */
  readonly update: (key: string, variable: tf.Variable, gradient: tf.Tensor, settings: StepSettings) => void;
  /** Slots by `path/name/slot`. */
  readonly slots: ReadonlyMap<string, tf.Variable>;
  readonly load: (slots: Weights, shapeOf: (key: string) => number[] | null) => void;
  readonly dispose: () => void;
};

export function createTfjsOptimizer(): TfjsOptimizer {
  const slots = new Map<string, tf.Variable>();

  function slot(key: string, name: SlotName, like: tf.Tensor): tf.Variable {
    const id = `${key}/${name}`;
    const found = slots.get(id);
    if (found !== undefined) return found;
    const made = tf.keep(tf.variable(tf.zeros(like.shape), false));
    slots.set(id, made);
    return made;
  }

  function adam(key: string, variable: tf.Variable, gradient: tf.Tensor, { beta1, beta2, epsilon }: Extract<OptimizerSettings, { kind: 'adam' | 'adamw' }>, { learningRate, step }: StepSettings): void {
    const m = slot(key, 'm', variable);
    const v = slot(key, 'v', variable);
    m.assign(tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1)));
    v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
    const mean = tf.div(m, 1 - beta1 ** (step + 1));
    const square = tf.div(v, 1 - beta2 ** (step + 1));
    variable.assign(tf.sub(variable, tf.mul(tf.div(mean, tf.add(tf.sqrt(square), epsilon)), learningRate)));
  }

  function update(key: string, variable: tf.Variable, gradient: tf.Tensor, settings: StepSettings): void {
    const { optimizer, learningRate, weightDecay } = settings;
    const decayed = weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(variable, weightDecay));
    switch (optimizer.kind) {
      case 'sgd': {
        const velocity = slot(key, 'momentum', variable);
        velocity.assign(tf.add(tf.mul(velocity, optimizer.momentum), decayed));
        const direction = optimizer.nesterov ? tf.add(decayed, tf.mul(velocity, optimizer.momentum)) : velocity;
        variable.assign(tf.sub(variable, tf.mul(direction, learningRate)));
        return;
      }
      case 'adam':
        return adam(key, variable, decayed, optimizer, settings);
      case 'adamw':
        if (weightDecay !== 0) variable.assign(tf.mul(variable, 1 - learningRate * weightDecay));
        return adam(key, variable, gradient, optimizer, settings);
      default:
        assertNever(optimizer);
    }
  }

  function load(values: Weights, shapeOf: (key: string) => number[] | null): void {
    for (const [id, data] of Object.entries(values)) {
      const key = id.slice(0, id.lastIndexOf('/'));
      const shape = shapeOf(key);
      if (shape === null) continue;
      slots.get(id)?.dispose();
      slots.set(id, tf.keep(tf.tidy(() => tf.variable(tf.tensor(data.slice(), shape), false))));
    }
  }

  return {
    update,
    slots,
    load,
    dispose: () => {
      for (const variable of slots.values()) variable.dispose();
      slots.clear();
    },
  };
}
