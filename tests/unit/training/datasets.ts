/** A data set that is quick to learn: bright bars whose place names the class, with noise from a stream. */
import type { Dataset, DatasetSplit } from '@/lib/datasets/dataset';
import { randomStream } from '@/lib/util/random';

const SIZE = 8;
const CLASSES = ['top', 'bottom', 'left', 'right'];

function bars(count: number, name: string): DatasetSplit {
  const { integer } = randomStream(11, name);
  const images = new Uint8Array(count * SIZE * SIZE);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    const label = integer(CLASSES.length);
    labels[image] = label;
    for (let y = 0; y < SIZE; y++) {
      for (let x = 0; x < SIZE; x++) {
        const bright = [y < 2, y >= SIZE - 2, x < 2, x >= SIZE - 2][label];
        images[(image * SIZE + y) * SIZE + x] = integer(120) + (bright ? 90 : 0);
      }
    }
  }
  return { count, images, labels };
}

export function barDataset(training = 200, test = 80): Dataset {
  return {
    info: {
      id: 'bars',
      name: 'Bars',
      source: '',
      licence: '',
      shape: [SIZE, SIZE, 1],
      classes: CLASSES,
      normalization: { mean: [0.25], deviation: [0.2] },
      trainingCount: training,
      testCount: test,
      flippable: false,
      hash: 'bars',
    },
    training: bars(training, 'training'),
    test: bars(test, 'test'),
  };
}
