'use client';
/** The page of notebooks that are kept in this browser; a first visit goes on to the starter notebook. */
import { FolderOpen, Plus, Search } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useLocale, useNow, useTranslations } from 'use-intl';
import { chooseFiles, importFiles } from '@/components/actions/import-file';
import { matchesStroke, showStroke } from '@/components/actions/keys';
import { Mark } from '@/components/ui/brand';
import { FileDrop } from '@/components/ui/file-drop';
import { LanguageSwitch, ThemeSwitch } from '@/components/ui/preferences';
import { Toasts } from '@/components/ui/toasts';
import { whenIdle } from '@/components/ui/when-idle';
import { problemSentence } from '@/lib/i18n/format';
import { NotebookRow } from './notebook-row';
import { StorageFoot } from './storage-foot';
import { startNotebook, useFirstStart } from './use-first-start';
import { useNotebooks } from './use-notebooks';
import { WaysToStart, type StartKind } from './ways-to-start';

const ZooSection = lazy(() => import('./zoo/zoo-section').then((module) => ({ default: module.ZooSection })));

export function Library() {
  const t = useTranslations('library');
  const common = useTranslations('common');
  const locale = useLocale();
  const router = useRouter();
  const now = useNow({ updateInterval: 30_000 });
  const { notebooks, problem, use, reload } = useNotebooks();
  const [query, setQuery] = useState('');
  const [cleared, setCleared] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const leaving = useFirstStart(notebooks, cleared);
  const shows = notebooks !== null && !leaving;
  const [idle, setIdle] = useState(false);

  useEffect(() => (shows ? whenIdle(() => setIdle(true)) : undefined), [shows]);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.isComposing || !matchesStroke(event, 'Mod+K')) return;
      event.preventDefault();
      field.current?.focus();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);

  const open = (id: string | null) => (id === null ? undefined : router.push(`/notebook/?id=${id}`));
  const start = (kind: StartKind) => void startNotebook(kind, locale).then(open);
  if (notebooks === null || leaving) return <main className="library" aria-busy="true" />;
  const wanted = query.trim().toLocaleLowerCase(locale);
  const shown = notebooks.filter((summary) => (summary.title === '' ? t('untitled') : summary.title).toLocaleLowerCase(locale).includes(wanted));

  return (
    <>
      <title>{t('pageTitle')}</title>
      <header className="topbar">
        <Link className="brand" href="/">
          <Mark />
          {common('appName')}
        </Link>
        <span className="grow" />
        <button type="button" className="btn small" aria-label={t('openFile')} onClick={() => void chooseFiles().then(open)}>
          <FolderOpen size={14} strokeWidth={1.75} aria-hidden />
          <span className="wide-only">{t('openFile')}</span>
        </button>
        <button type="button" className="btn small primary" aria-label={t('newNotebook')} onClick={() => start('empty')}>
          <Plus size={14} strokeWidth={2.2} aria-hidden />
          <span className="wide-only">{t('newNotebook')}</span>
        </button>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className="library">
        {problem === null ? null : (
          <div className="note bad" role="alert">
            {problemSentence(problem, locale)}
          </div>
        )}
        <div className="library-head">
          <h1>{t('title')}</h1>
          {notebooks.length > 0 ? (
            <label className="library-search">
              <Search size={14} strokeWidth={1.75} aria-hidden />
              <input ref={field} type="search" value={query} placeholder={common('search')} aria-label={t('searchField')} onChange={(event) => setQuery(event.target.value)} />
              <span className="kbd wide-only">{showStroke('Mod+K')}</span>
            </label>
          ) : null}
        </div>
        {notebooks.length === 0 ? <p className="muted library-none">{t('none')}</p> : null}
        {notebooks.length > 0 && shown.length === 0 ? <p className="muted library-none">{t('noneFound', { query: query.trim() })}</p> : null}
        {shown.length > 0 ? (
          <ul className="library-list" aria-label={t('title')}>
            {shown.map((summary) => (
              <NotebookRow key={summary.id} summary={summary} now={now} reload={reload} />
            ))}
          </ul>
        ) : null}
        <StorageFoot
          use={use}
          onCleared={() => {
            setCleared(true);
            void reload();
          }}
        />
        <h2 className="library-section">{t('start')}</h2>
        <WaysToStart onStart={start} />
        <Suspense>{idle ? <ZooSection onOpen={open} /> : null}</Suspense>
      </main>
      <FileDrop hint={t('dropHint')} onFiles={(files) => void importFiles(files).then(open)} />
      <Toasts />
    </>
  );
}
