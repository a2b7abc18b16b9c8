/** The train cell and its recipe. */
import { defineMessages } from '../define';

export const training = defineMessages({
  en: {
    train: 'Train',
  },
  zh: {
    train: '训练',
  },
});
