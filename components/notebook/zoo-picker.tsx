'use client';
/** Chooses a net of the zoo, then its settings; the net is put below the active cell. */
import { Command } from 'cmdk';
import { Boxes, Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { insertZooNet } from '@/components/actions/zoo';
import { AdjustNet, focusSubmit } from '@/components/zoo/adjust-net';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { dataNames, dataOf } from '@/lib/zoo/facts';
import type { ZooOptions } from '@/lib/zoo/net';
import { zoo, type ZooEntry } from '@/lib/zoo/registry';

const groups = ['cifar10', 'imageNet', 'fashionMnist'] as const;

function close(): void {
  useNotebookUi.setState({ zoo: false });
}

export function ZooPicker() {
  const store = useNotebookStore();
  const t = useTranslations('zooForm');
  const [chosen, setChosen] = useState<ZooEntry | null>(null);

  /** Closes first, so that the new cell gets the focus. */
  function insert(id: string, options: ZooOptions): void {
    close();
    setTimeout(() => void insertZooNet(store, id, options));
  }

  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className={chosen === null ? 'dialog commands' : 'dialog plain zoo-dialog'} aria-describedby={undefined}>
          {chosen === null ? (
            <NetList onChoose={setChosen} />
          ) : (
            <div ref={focusSubmit}>
              <AdjustNet entry={chosen} action={t('insert')} onDone={(options) => insert(chosen.id, options)} back={{ label: t('back'), go: () => setChosen(null) }} />
            </div>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function NetList({ onChoose }: { readonly onChoose: (entry: ZooEntry) => void }) {
  const t = useTranslations('notebook');
  const language = useLocale();
  return (
    <>
      <Dialog.Title className="visually-hidden">{t('addZoo')}</Dialog.Title>
      <Command loop label={t('addZoo')}>
        <div className="commands-field">
          <Search size={16} strokeWidth={1.75} aria-hidden />
          <Command.Input placeholder={t('zooPrompt')} />
          <span className="kbd">esc</span>
        </div>
        <Command.List>
          <Command.Empty>{t('commandsNone')}</Command.Empty>
          {groups.map((data) => (
            <Command.Group key={data} heading={dataNames[data]}>
              {zoo
                .filter(({ family }) => dataOf(family) === data)
                .map((entry) => (
                  <Command.Item key={entry.id} value={entry.id} keywords={[entry.title[language]]} onSelect={() => onChoose(entry)}>
                    <Boxes size={16} strokeWidth={1.75} aria-hidden />
                    <span className="grow">{entry.title[language]}</span>
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </>
  );
}
