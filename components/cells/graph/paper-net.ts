/** Names of the paper's nets as texts have them. */
import type { PaperVerdict } from '@/lib/zoo/paper-check';
import { zoo } from '@/lib/zoo/registry';
import type { Language } from '@/lib/i18n/define';

export type NamedVerdict = PaperVerdict & { readonly title: string; readonly form: 'late' | 'other' };

export function named(verdict: PaperVerdict, language: Language): NamedVerdict {
  const title = zoo.find(({ id }) => id === verdict.net)?.title[language] ?? verdict.net;
  return { ...verdict, title, form: verdict.version === 'v1.5' ? 'late' : 'other' };
}
