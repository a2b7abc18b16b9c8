'use client';
/** Settings, language and theme for all that is below; the page is drawn once they are known, so that nothing flashes. */
import { useEffect, useState, type ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import { messages } from '@/lib/i18n/messages';
import { restoreSettings, useSettings } from '@/lib/stores/settings';
import { FailureLog } from './failure-log';

/** Nothing that shows a time is drawn before the page runs in a browser. */
const zone = typeof window === 'undefined' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `light` or `dark`, following the system where the setting says so. */
function useTheme(): 'light' | 'dark' {
  const theme = useSettings((settings) => settings.theme);
  const [systemDark, setSystemDark] = useState(false);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setSystemDark(query.matches);
    follow();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  if (theme === 'system') return systemDark ? 'dark' : 'light';
  return theme;
}

export function AppProviders({ children }: { readonly children: ReactNode }) {
  const language = useSettings((settings) => settings.language);
  const theme = useTheme();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    restoreSettings();
    setReady(true);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';
    document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return (
    <IntlProvider locale={language} messages={messages[language]} timeZone={zone}>
      <FailureLog />
      {ready ? children : null}
    </IntlProvider>
  );
}
