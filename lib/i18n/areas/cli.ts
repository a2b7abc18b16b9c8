/** What the command line says. */
import { defineMessages } from '../define';

export const cli = defineMessages({
  en: {
    passed: 'No problems.',
  },
  zh: {
    passed: '没有问题。',
  },
});
