'use client';
/** The command palette: actions, what the open canvas offers, cells of this notebook, other notebooks, and nets of the zoo. */
import { Command } from 'cmdk';
import { Boxes, FileText, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { focusCell } from '@/components/actions/focus';
import { showStroke, strokesOf } from '@/components/actions/keys';
import { ownActions, useContributions } from '@/components/actions/registry';
import { insertZooNet } from '@/components/actions/zoo';
import { outlineOf } from '@/lib/notebook/outline';
import type { NotebookSummary } from '@/lib/storage/database';
import { listNotebooks } from '@/lib/storage/notebook-list';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { useSession } from '@/lib/stores/session-context';
import type { ZooEntry } from '@/lib/zoo/registry';
import { actionContext } from './key-handler';
import { kindLabel } from './kind-labels';

function close(): void {
  useNotebookUi.setState({ commands: false });
}

/** Closes first, so that the action finds the focus where it was. */
function afterClosing(perform: () => void): () => void {
  return () => {
    close();
    setTimeout(perform);
  };
}

function Shortcut({ of }: { readonly of: string | undefined }) {
  if (of === undefined) return null;
  return <span className="kbd">{strokesOf(of).map(showStroke).join(' ')}</span>;
}

export function CommandPalette() {
  const t = useTranslations('notebook');
  const router = useRouter();
  const language = useLocale();
  const session = useSession();
  const byOwner = useContributions((state) => state.byOwner);
  const [others, setOthers] = useState<readonly NotebookSummary[]>([]);
  const [search, setSearch] = useState('');
  const [nets, setNets] = useState<readonly ZooEntry[]>([]);
  const context = actionContext(session, router.push);
  const { document } = session.notebook.store.getState();
  useEffect(() => {
    void listNotebooks().then((listed) => setOthers(listed.ok ? listed.value : []));
    void import('@/lib/zoo/registry').then(({ zoo }) => setNets(zoo));
  }, []);
  const contributed = [...new Map(Object.values(byOwner).flat().map((action) => [action.id, action])).values()];
  const headings = [...new Set(contributed.map((action) => action.group))];
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog commands" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{t('commands')}</Dialog.Title>
          <Command loop label={t('commands')}>
            <div className="commands-field">
              <Search size={16} strokeWidth={1.75} aria-hidden />
              <Command.Input placeholder={t('commandsPrompt')} value={search} onValueChange={setSearch} />
              <span className="kbd">esc</span>
            </div>
            <Command.List>
              <Command.Empty>{t('commandsNone')}</Command.Empty>
              {headings.map((heading) => (
                <Command.Group key={heading} heading={heading}>
                  {contributed
                    .filter((action) => action.group === heading)
                    .map((action) => (
                      <Command.Item key={action.id} value={action.id} keywords={[action.text, ...(action.keywords ?? [])]} onSelect={afterClosing(action.perform)}>
                        <span className="grow">{action.text}</span>
                        <Shortcut of={action.shortcuts[0]} />
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
              <Command.Group heading={t('groupActions')}>
                {ownActions()
                  .filter((action) => action.id !== 'view.commands' && (action.icon !== undefined || action.group === 'run') && action.when(context))
                  .map(({ id, label, icon: Icon, shortcuts, perform }) => (
                    <Command.Item key={id} value={id} keywords={[t(label)]} onSelect={afterClosing(() => perform(actionContext(session, router.push)))}>
                      {Icon ? <Icon size={16} strokeWidth={1.75} aria-hidden /> : <i className="no-icon" />}
                      <span className="grow">{t(label)}</span>
                      <Shortcut of={shortcuts[0]} />
                    </Command.Item>
                  ))}
              </Command.Group>
              <Command.Group heading={t('groupCells')}>
                {outlineOf(document).map((entry) => {
                  const text = entry.type === 'heading' ? entry.text : entry.title === '' ? t(kindLabel(entry.kind)) : entry.title;
                  const value = entry.type === 'heading' ? `cell ${entry.cell} ${entry.index}` : `cell ${entry.cell}`;
                  return (
                    <Command.Item key={value} value={value} keywords={[text]} onSelect={afterClosing(() => focusCell(entry.cell, 'command'))}>
                      <i className="no-icon" />
                      <span className="grow">{text}</span>
                    </Command.Item>
                  );
                })}
              </Command.Group>
              <Command.Group heading={t('groupGoTo')}>
                {others
                  .filter((summary) => summary.id !== document.id)
                  .map((summary) => (
                    <Command.Item key={summary.id} value={`notebook ${summary.id}`} keywords={[summary.title]} onSelect={afterClosing(() => router.push(`/notebook/?id=${summary.id}`))}>
                      <FileText size={16} strokeWidth={1.75} aria-hidden />
                      <span className="grow">{summary.title === '' ? t('untitled') : summary.title}</span>
                    </Command.Item>
                  ))}
                <Command.Item value="library" keywords={[t('toLibrary')]} onSelect={afterClosing(() => router.push('/'))}>
                  <FileText size={16} strokeWidth={1.75} aria-hidden />
                  <span className="grow">{t('toLibrary')}</span>
                </Command.Item>
              </Command.Group>
              {search.trim() === '' || context.readOnly ? null : (
                <Command.Group heading={t('addZoo')}>
                  {nets.map(({ id, title }) => (
                    <Command.Item key={id} value={`zoo ${id}`} keywords={[title[language]]} onSelect={afterClosing(() => void insertZooNet(session.notebook, id, { language }))}>
                      <Boxes size={16} strokeWidth={1.75} aria-hidden />
                      <span className="grow">{title[language]}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
