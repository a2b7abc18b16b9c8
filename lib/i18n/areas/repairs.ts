/** Labels of repairs by code. */
import { defineMessages } from '../define';
import { graphRepairs } from './graph-repairs';

export const repairs = defineMessages({
  en: {
    ...graphRepairs.en,
    apply: 'Apply',
  },
  zh: {
    ...graphRepairs.zh,
    apply: '应用',
  },
});
