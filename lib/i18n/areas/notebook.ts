/** The notebook page: cells, toolbar, keys. */
import { defineMessages } from '../define';

export const notebook = defineMessages({
  en: {
    untitled: 'Untitled',
  },
  zh: {
    untitled: '未命名',
  },
});
