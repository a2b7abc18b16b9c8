'use client';
/** The phone's bar at the foot: notebook, outline, search. */
import { BookOpen, ListTree, Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { OutlineList } from './outline-panel';

export function TabBar() {
  const t = useTranslations('notebook');
  const common = useTranslations('common');
  const outline = useNotebookUi((state) => state.outline);
  const commands = useNotebookUi((state) => state.commands);
  const show = (panel: 'outline' | 'commands' | null) => useNotebookUi.setState({ outline: panel === 'outline', commands: panel === 'commands' });
  return (
    <>
      {outline ? (
        <section className="sheet toc-sheet" aria-label={t('outline')}>
          <OutlineList onGo={() => show(null)} />
        </section>
      ) : null}
      <nav className="tabbar" aria-label={t('tabs')}>
        <button type="button" aria-current={outline || commands ? undefined : 'page'} onClick={() => show(null)}>
          <BookOpen size={20} strokeWidth={1.75} aria-hidden />
          {t('tabNotebook')}
        </button>
        <button type="button" aria-current={outline ? 'page' : undefined} onClick={() => show(outline ? null : 'outline')}>
          <ListTree size={20} strokeWidth={1.75} aria-hidden />
          {t('outline')}
        </button>
        <button type="button" aria-current={commands ? 'page' : undefined} onClick={() => show('commands')}>
          <Search size={20} strokeWidth={1.75} aria-hidden />
          {common('search')}
        </button>
      </nav>
    </>
  );
}
