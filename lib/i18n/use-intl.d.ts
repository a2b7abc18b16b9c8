/** Tells use-intl our catalogues, so that an unknown key does not compile. */
import type { Messages } from './messages';
import type { Language } from './define';

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
    Locale: Language;
  }
}
