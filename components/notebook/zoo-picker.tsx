'use client';
/** Chooses a net of the zoo, which is put below the active cell. */
import { Command } from 'cmdk';
import { Boxes, Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useLocale, useTranslations } from 'use-intl';
import { insertZooNet } from '@/components/actions/zoo';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { dataNames, dataOf } from '@/lib/zoo/facts';
import { zoo } from '@/lib/zoo/registry';

const groups = ['cifar10', 'imageNet', 'fashionMnist'] as const;

function close(): void {
  useNotebookUi.setState({ zoo: false });
}

export function ZooPicker() {
  const t = useTranslations('notebook');
  const store = useNotebookStore();
  const language = useLocale();

  /** Closes first, so that the new cell gets the focus. */
  function insert(id: string): void {
    close();
    setTimeout(() => void insertZooNet(store, id, language));
  }

  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog commands" aria-describedby={undefined}>
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
                    .map(({ id, title }) => (
                      <Command.Item key={id} value={id} keywords={[title[language]]} onSelect={() => insert(id)}>
                        <Boxes size={16} strokeWidth={1.75} aria-hidden />
                        <span className="grow">{title[language]}</span>
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
