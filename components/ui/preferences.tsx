'use client';
/** The switches of language and theme that every top bar ends with. */
import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { changeSettings, useSettings } from '@/lib/stores/settings';

const themes = [
  { value: 'system', label: 'themeSystem', icon: Monitor },
  { value: 'light', label: 'themeLight', icon: Sun },
  { value: 'dark', label: 'themeDark', icon: Moon },
] as const;

export function LanguageSwitch() {
  const t = useTranslations('common');
  const language = useSettings((settings) => settings.language);
  return (
    <div className="seg" role="group" aria-label={t('language')}>
      <button type="button" lang="en" aria-label={t('english')} aria-pressed={language === 'en'} onClick={() => changeSettings({ language: 'en' })}>
        {t('languageShortEn')}
      </button>
      <button type="button" lang="zh-Hans" aria-label={t('chinese')} aria-pressed={language === 'zh'} onClick={() => changeSettings({ language: 'zh' })}>
        {t('languageShortZh')}
      </button>
    </div>
  );
}

export function ThemeSwitch() {
  const t = useTranslations('common');
  const theme = useSettings((settings) => settings.theme);
  const Icon = themes.find(({ value }) => value === theme)?.icon ?? Sun;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="ibtn" aria-label={t('theme')} title={t('theme')}>
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          <DropdownMenu.RadioGroup value={theme}>
            {themes.map(({ value, label, icon: ItemIcon }) => (
              <DropdownMenu.RadioItem key={value} value={value} className="menu-item" onSelect={() => changeSettings({ theme: value })}>
                <ItemIcon size={14} strokeWidth={1.75} aria-hidden />
                <span className="grow">{t(label)}</span>
                <DropdownMenu.ItemIndicator>
                  <Check size={14} aria-hidden />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
