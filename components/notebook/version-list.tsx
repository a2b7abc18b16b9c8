'use client';
/** Earlier states of the notebook, each to be opened as a copy. */
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { TitledDialog } from '@/components/ui/titled-dialog';
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
    <TitledDialog title={t('versions')} description={t('versionsText')} onClose={close}>
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
    </TitledDialog>
  );
}
