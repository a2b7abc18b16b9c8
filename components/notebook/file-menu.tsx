'use client';
/** The menu of the notebook: files, a copy, keys. */
import { BookPlus, CopyPlus, Download, Ellipsis, FolderOpen, History, Keyboard, Languages, Moon, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'use-intl';
import { chooseFiles } from '@/components/actions/import-file';
import { showStroke } from '@/components/actions/keys';
import { saveFile } from '@/components/actions/save-file';
import { Menu } from '@/components/ui/menu';
import { problemSentence } from '@/lib/i18n/format';
import { copyNotebook } from '@/lib/stores/import-notebook';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { useSession } from '@/lib/stores/session-context';
import { changeSettings } from '@/lib/stores/settings';
import { showToast } from '@/lib/stores/toasts';

export function FileMenu() {
  const t = useTranslations('notebook');
  const common = useTranslations('common');
  const library = useTranslations('library');
  const locale = useLocale();
  const router = useRouter();
  const session = useSession();
  const dark = document.documentElement.dataset.theme === 'dark';

  async function duplicate(): Promise<void> {
    await session.flush();
    const copied = await copyNotebook(session.notebook.store.getState().document.id, (title) => library('copyOf', { title: title === '' ? t('untitled') : title }));
    if (copied.ok) router.push(`/notebook/?id=${copied.value}`);
    else showToast({ text: problemSentence(copied.problem, locale), tone: 'bad' });
  }

  return (
    <Menu
      label={t('fileMenu')}
      items={[
        { key: 'save', label: t('saveFile'), icon: Download, shortcut: showStroke('Mod+S'), onSelect: () => void saveFile(session.notebook.store.getState().document) },
        { key: 'open', label: library('openFile'), icon: FolderOpen, onSelect: () => void chooseFiles().then((id) => (id === null ? undefined : router.push(`/notebook/?id=${id}`))) },
        { key: 'new', label: library('newNotebook'), icon: BookPlus, onSelect: () => router.push('/notebook/') },
        { key: 'duplicate', label: t('duplicateNotebook'), icon: CopyPlus, onSelect: () => void duplicate() },
        { key: 'versions', label: t('versions'), icon: History, onSelect: () => useNotebookUi.setState({ versions: true }) },
        { key: 'language', label: common(locale === 'zh' ? 'english' : 'chinese'), icon: Languages, apart: true, onSelect: () => changeSettings({ language: locale === 'zh' ? 'en' : 'zh' }) },
        { key: 'theme', label: common(dark ? 'themeLight' : 'themeDark'), icon: dark ? Sun : Moon, onSelect: () => changeSettings({ theme: dark ? 'light' : 'dark' }) },
        { key: 'keys', label: t('keyboardShortcuts'), icon: Keyboard, shortcut: '?', onSelect: () => useNotebookUi.setState({ help: true }) },
      ]}
    >
      <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
    </Menu>
  );
}
