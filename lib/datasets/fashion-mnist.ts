/** Fashion-MNIST, of which a subset ships with the app; counts and hash come from the manifest that its build wrote. */
import manifest from '@/public/datasets/fashion-mnist/manifest.json' with { type: 'json' };
import type { DatasetInfo } from './dataset';
import type { ShippedDataset } from './shipped';

const info: DatasetInfo = {
  id: 'fashion-mnist',
  name: 'Fashion-MNIST',
  source: 'https://github.com/zalandoresearch/fashion-mnist',
  licence: 'MIT, © 2017 Zalando SE',
  shape: [28, 28, 1],
  classes: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
  /** Of all 60,000 training images, as in the literature. */
  normalization: { mean: [0.28604], deviation: [0.35302] },
  trainingCount: manifest.training.count,
  testCount: manifest.test.count,
  flippable: true,
  hash: manifest.hash,
};

export const fashionMnist: ShippedDataset = {
  info,
  files: {
    training: { images: manifest.training.images, labels: manifest.training.labels },
    test: { images: manifest.test.images, labels: manifest.test.labels },
  },
};
