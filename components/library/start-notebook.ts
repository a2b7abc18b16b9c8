/** Makes and stores the notebook of one of the ways to begin; gives its id. */
import type { Language } from '@/lib/i18n/define';
import { emptyNotebook } from '@/lib/notebook/create';
import { starterNotebook } from '@/lib/notebook/starter/starter';
import { beginGuide } from '@/lib/stores/guide';
import { storeNew } from '@/lib/stores/notebook-session';
import { assertNever } from '@/lib/util/assert-never';
import type { StartKind } from './ways-to-start';

export async function startNotebook(kind: StartKind, language: Language): Promise<string> {
  switch (kind) {
    case 'starter': {
      const document = starterNotebook(language);
      await storeNew(document);
      return document.id;
    }
    case 'guide': {
      const document = beginGuide(emptyNotebook(language));
      await storeNew(document);
      return document.id;
    }
    case 'empty': {
      const document = emptyNotebook(language);
      await storeNew(document);
      return document.id;
    }
    default:
      return assertNever(kind);
  }
}
