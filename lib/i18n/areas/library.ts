/** The page of notebooks. */
import { defineMessages } from '../define';

export const library = defineMessages({
  en: {
    title: 'Your notebooks',
  },
  zh: {
    title: '你的笔记本',
  },
});
