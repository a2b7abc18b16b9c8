/** Sentences of problems by code: place, cause, way out. */
import { defineMessages } from '../define';

export const problems = defineMessages({
  en: {
    unknown: 'Something went wrong: {message}',
  },
  zh: {
    unknown: '出了问题：{message}',
  },
});
