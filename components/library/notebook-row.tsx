'use client';
/** One notebook of the list: picture, title, when it was edited, and what can be done with it. */
import { CopyPlus, Download, Ellipsis, PencilLine, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { Menu } from '@/components/ui/menu';
import { problemSentence } from '@/lib/i18n/format';
import type { NotebookSummary } from '@/lib/storage/database';
import { showToast } from '@/lib/stores/toasts';
import type { Problem } from '@/lib/util/problem';
import { Picture } from './picture';

type Props = { readonly summary: NotebookSummary; readonly now: Date; readonly reload: () => Promise<void> };

/** Comes when something is changed: the list itself does without what notebooks are made of. */
const changes = () => import('./notebook-changes');

export function NotebookRow({ summary, now, reload }: Props) {
  const t = useTranslations('library');
  const common = useTranslations('common');
  const locale = useLocale();
  const format = useFormatter();
  const [renaming, setRenaming] = useState(false);
  const cancelled = useRef(false);
  const title = summary.title === '' ? t('untitled') : summary.title;

  function say(problem: Problem | null): boolean {
    if (problem !== null) showToast({ text: problemSentence(problem, locale), tone: 'bad' });
    return problem === null;
  }

  async function rename(next: string): Promise<void> {
    setRenaming(false);
    if (cancelled.current || next === summary.title) return;
    say(await (await changes()).renameNotebook(summary.id, next));
    await reload();
  }

  async function remove(): Promise<void> {
    const deleted = await (await changes()).deleteNotebook(summary.id);
    if (say(deleted.problem)) {
      showToast({ text: t('deleted', { title }), tone: 'plain', action: { label: common('undo'), perform: () => void deleted.restore().then(reload) }, onGone: () => void deleted.forget() });
    }
    await reload();
  }

  async function duplicate(): Promise<void> {
    const { copyNotebook } = await import('@/lib/stores/import-notebook');
    const copied = await copyNotebook(summary.id, (before) => t('copyOf', { title: before === '' ? t('untitled') : before }));
    say(copied.ok ? null : copied.problem);
    await reload();
  }

  return (
    <li className="library-row">
      <Picture picture={summary.picture} />
      {renaming ? (
        <input
          className="rename"
          defaultValue={summary.title}
          aria-label={t('renameField', { title })}
          maxLength={500}
          autoFocus
          onFocus={(event) => event.target.select()}
          onBlur={(event) => void rename(event.target.value.trim())}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
            cancelled.current = event.key === 'Escape';
            event.currentTarget.blur();
          }}
        />
      ) : (
        <Link href={`/notebook/?id=${summary.id}`} className="library-title">
          {title}
        </Link>
      )}
      <span className="muted library-cells">{t('cells', { count: summary.cells })}</span>
      <time className="muted library-time" dateTime={summary.modified} title={format.dateTime(new Date(summary.modified), { dateStyle: 'medium', timeStyle: 'short' })}>
        {format.relativeTime(new Date(Math.min(Date.parse(summary.modified), now.getTime())), now)}
      </time>
      <Menu
        label={t('rowMenu', { title })}
        items={[
          {
            key: 'rename',
            label: t('rename'),
            icon: PencilLine,
            onSelect: () => {
              cancelled.current = false;
              setRenaming(true);
            },
          },
          { key: 'duplicate', label: t('duplicate'), icon: CopyPlus, onSelect: () => void duplicate() },
          { key: 'save', label: t('saveFile'), icon: Download, onSelect: () => void changes().then(({ saveNotebookAsFile }) => saveNotebookAsFile(summary.id)).then(say) },
          { key: 'delete', label: common('delete'), icon: Trash2, danger: true, apart: true, onSelect: () => void remove() },
        ]}
      >
        <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
      </Menu>
    </li>
  );
}
