/** Labels of repairs by code. */
import { defineMessages } from '../define';

export const repairs = defineMessages({
  en: {
    apply: 'Apply',
  },
  zh: {
    apply: '应用',
  },
});
