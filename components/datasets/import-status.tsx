'use client';
/** How an import goes: bytes, images and time left, then what came of it. */
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { assertNever } from '@/lib/util/assert-never';
import type { ImportProgress } from '@/lib/datasets/import/import-dataset';
import type { ImportState } from '@/lib/stores/datasets';
import { dismissImport } from '@/lib/stores/datasets';
import { ProblemText } from './problem-text';
import { useFileSize } from './use-file-size';
import { useSecondsLeft } from './use-seconds-left';

export function ImportStatus({ importing }: { readonly importing: ImportState }) {
  const t = useTranslations('datasets');
  switch (importing.state) {
    case 'idle':
      return null;
    case 'running':
      return <Running title={importing.title} since={importing.since} progress={importing.progress} onCancel={importing.cancel} />;
    case 'saving':
      return <p className="import-running" role="status">{t('savingFiles', { title: importing.title })}</p>;
    case 'failed':
      return (
        <div className="note bad" role="alert">
          <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
          <div className="grow">
            <p className="strong">{t('failedTitle', { title: importing.title })}</p>
            <p><ProblemText problem={importing.problem} /></p>
            <button type="button" className="btn small" onClick={dismissImport}>{t('dismiss')}</button>
          </div>
        </div>
      );
    case 'done': {
      const { name, trainingCount, testCount } = importing.info;
      return (
        <div className="note ok" role="status">
          <CircleCheck size={16} strokeWidth={1.75} aria-hidden />
          <p>{t('doneTitle', { name, training: trainingCount, test: testCount })}</p>
        </div>
      );
    }
    default:
      return assertNever(importing);
  }
}

type RunningProps = { readonly title: string; readonly since: number; readonly progress: ImportProgress; readonly onCancel: () => void };

function Running({ title, since, progress, onCancel }: RunningProps) {
  const t = useTranslations('datasets');
  const common = useTranslations('common');
  const size = useFileSize();
  const share = progress.bytesTotal === 0 ? 0 : progress.bytesRead / progress.bytesTotal;
  const secondsLeft = useSecondsLeft(since, progress.phase, share);
  const heading = progress.phase === 'reading' ? t('readingFiles', { title }) : t('checkingFiles', { title });
  return (
    <div className="import-running">
      <p className="strong" role="status">{heading}</p>
      <div className="progress" role="progressbar" aria-label={heading} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <p className="muted num">
        {t('bytesOf', { read: size(progress.bytesRead), total: size(progress.bytesTotal) })}
        {' · '}
        {t('imagesRead', { count: progress.images })}
        {secondsLeft !== null && ` · ${t('secondsLeft', { seconds: secondsLeft })}`}
      </p>
      <button type="button" className="btn small" onClick={onCancel}>{common('cancel')}</button>
    </div>
  );
}
