'use client';
/** Earlier states of the notebook, each to be opened as a copy. */
import { X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { problemSentence } from '@/lib/i18n/format';
import { listVersions, type VersionEntry } from '@/lib/storage/notebooks';
import { copyVersion } from '@/lib/stores/import-notebook';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { showToast } from '@/lib/stores/toasts';
import type { Problem } from '@/lib/util/problem';

function close(): void {
  useNotebookUi.setState({ versions: false });
}

export function VersionList() {
  const t = useTranslations('notebook');
  const common = useTranslations('common');
  const locale = useLocale();
  const format = useFormatter();
  const router = useRouter();
  const notebook = useNotebook((document) => document.id);
  const [versions, setVersions] = useState<readonly VersionEntry[] | null>(null);

  function say(problem: Problem): void {
    showToast({ text: problemSentence(problem, locale), tone: 'bad' });
  }
  useEffect(() => {
    void listVersions(notebook).then((listed) => setVersions(listed.ok ? listed.value : []));
  }, [notebook]);

  async function open({ saved, title }: VersionEntry, time: string): Promise<void> {
    const copied = await copyVersion(notebook, saved, t('versionTitle', { title: title === '' ? t('untitled') : title, time }));
    close();
    if (copied.ok) router.push(`/notebook/?id=${copied.value}`);
    else say(copied.problem);
  }

  return (
    <Dialog.Root open onOpenChange={(next) => (next ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog plain">
          <div className="row">
            <Dialog.Title asChild>
              <h2 className="grow">{t('versions')}</h2>
            </Dialog.Title>
            <Dialog.Close className="ibtn" aria-label={common('close')}>
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          <Dialog.Description className="muted">{t('versionsText')}</Dialog.Description>
          {versions?.length === 0 ? <p className="versions-none">{t('versionsNone')}</p> : null}
          <ul className="versions" aria-label={t('versions')}>
            {(versions ?? []).map((version) => {
              const time = format.dateTime(new Date(version.saved), { dateStyle: 'medium', timeStyle: 'short' });
              return (
                <li key={version.saved} className="sumline">
                  <span className="grow">{time}</span>
                  <span className="muted">{t('versionCells', { count: version.cells })}</span>
                  <button type="button" className="btn small" onClick={() => void open(version, time)}>
                    {t('versionOpen')}
                  </button>
                </li>
              );
            })}
          </ul>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
