/** Data sets: import, list, contact sheet. */
import { defineMessages } from '../define';

export const datasets = defineMessages({
  en: {
    title: 'Data sets',
  },
  zh: {
    title: '数据集',
  },
});
