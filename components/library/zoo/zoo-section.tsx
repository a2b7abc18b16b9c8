'use client';
/** The zoo on the library page: loaded apart, since it brings the nets and what counts them. */
import { Dialog } from 'radix-ui';
import { useMemo, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { AdjustNet, focusSubmit } from '@/components/zoo/adjust-net';
import { storeNew } from '@/lib/stores/notebook-session';
import { dataNames, dataOf, type ZooData } from '@/lib/zoo/facts';
import type { ZooOptions } from '@/lib/zoo/net';
import { zooNotebook } from '@/lib/zoo/notebook';
import { zoo, type ZooEntry } from '@/lib/zoo/registry';
import { useZooCosts } from './use-zoo-costs';
import { ZooRows } from './zoo-rows';

type Filter = 'all' | ZooData;

const filters: readonly Filter[] = ['all', 'cifar10', 'imageNet', 'fashionMnist'];

function takeFocus(event: Event): void {
  event.preventDefault();
  focusSubmit(event.target);
}

/** The nets of the first paper, which stand here without being asked for. */
function isOfPaper({ family }: ZooEntry): boolean {
  return family === 'imageNet' || family === 'cifar';
}

export function ZooSection({ onOpen }: { readonly onOpen: (notebook: string) => void }) {
  const t = useTranslations('library');
  const form = useTranslations('zooForm');
  const language = useLocale();
  const [adjusted, setAdjusted] = useState<ZooEntry | null>(null);
  const opener = useRef<Element | null>(null);
  const [filter, setFilter] = useState<Filter>('all');
  const [variants, setVariants] = useState(false);
  const matching = useMemo(() => zoo.filter(({ family }) => filter === 'all' || dataOf(family) === filter), [filter]);
  const folded = matching.some(isOfPaper) && matching.some((entry) => !isOfPaper(entry));
  const entries = useMemo(() => (folded && !variants ? matching.filter(isOfPaper) : matching), [folded, matching, variants]);
  const costs = useZooCosts(entries);

  function adjust(entry: ZooEntry): void {
    opener.current = document.activeElement;
    setAdjusted(entry);
  }

  function giveFocusBack(event: Event): void {
    event.preventDefault();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  }

  async function open(id: string, options: ZooOptions = {}): Promise<void> {
    const notebook = zooNotebook(id, { ...options, language });
    if (notebook === null) return;
    await storeNew(notebook);
    onOpen(notebook.id);
  }

  return (
    <section aria-labelledby="zoo">
      <div className="zoo-head">
        <h2 id="zoo">{t('zoo')}</h2>
        <span className="muted">{t('zooText')}</span>
        <span className="grow" />
        <div className="seg" role="group" aria-label={t('zooFilter')}>
          {filters.map((value) => (
            <button key={value} type="button" aria-pressed={filter === value} onClick={() => setFilter(value)}>
              {value === 'all' ? t('zooAll') : dataNames[value]}
            </button>
          ))}
        </div>
      </div>
      <ZooRows entries={entries} costs={costs} onOpen={(id) => void open(id)} onAdjust={adjust} />
      <Dialog.Root open={adjusted !== null} onOpenChange={(shown) => (shown ? undefined : setAdjusted(null))}>
        <Dialog.Portal>
          <Dialog.Overlay className="scrim" />
          <Dialog.Content className="dialog plain zoo-dialog" aria-describedby={undefined} onOpenAutoFocus={takeFocus} onCloseAutoFocus={giveFocusBack}>
            {adjusted === null ? null : (
              <AdjustNet
                entry={adjusted}
                action={form('open')}
                onDone={(options) => void open(adjusted.id, options)}
                back={{ label: form('cancel'), go: () => setAdjusted(null) }}
              />
            )}
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      {folded ? (
        <button type="button" className="btn small ghost zoo-more" aria-expanded={variants} onClick={() => setVariants(!variants)}>
          {variants ? t('zooFewer') : t('zooMore', { count: matching.length - entries.length })}
        </button>
      ) : null}
      <p className="muted zoo-note">{t('zooNote')}</p>
    </section>
  );
}
