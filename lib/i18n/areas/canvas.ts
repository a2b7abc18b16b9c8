/** The graph canvas, palette and inspector. */
import { defineMessages } from '../define';

export const canvas = defineMessages({
  en: {
    title: 'Graph',
  },
  zh: {
    title: '网络图',
  },
});
