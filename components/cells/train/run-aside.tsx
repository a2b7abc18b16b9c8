'use client';
/** State, progress, figures and controls of the run that is shown; the first button is one element throughout, so that focus stays. */
import { Pause, Play, RotateCcw, SkipForward, Square, StepForward } from 'lucide-react';
import { useRef, type ReactNode, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import type { RunRecord } from '@/lib/runs/record';
import type { Attempt, RunEntry, ShownState } from '@/lib/stores/runs';
import { deviceName, formatDuration, formatMebibytes, formatShare, type Translate } from './format';

export type RunAsideProps = {
  readonly entry: RunEntry | null;
  readonly state: ShownState | null;
  readonly attempt: Attempt | null;
  /** Why nothing can be trained; null where it can. */
  readonly obstacle: string | null;
  /** Epochs that "more" adds to a run that is done. */
  readonly moreEpochs: number;
  readonly canContinue: boolean;
  readonly readOnly: boolean;
  readonly actions: {
    readonly train: () => void;
    readonly singleStep: () => void;
    readonly pause: () => void;
    readonly resume: () => void;
    readonly stop: () => void;
    readonly restart: () => void;
    readonly goOn: () => void;
  };
  readonly deviceNote: string | null;
};

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="sumline">
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

type PassingButtonProps = { readonly to: RefObject<HTMLButtonElement | null>; readonly onPress: () => void; readonly ghost?: boolean; readonly disabled?: boolean; readonly title?: string; readonly children: ReactNode };

/** A button that goes away by its own press: the focus goes to the one that stays. */
function PassingButton({ to, onPress, ghost = false, disabled = false, title, children }: PassingButtonProps) {
  return (
    <button
      type="button"
      className={ghost ? 'btn ghost' : 'btn'}
      aria-disabled={disabled}
      title={title}
      onClick={() => {
        to.current?.focus({ preventScroll: true });
        onPress();
      }}
    >
      {children}
    </button>
  );
}

function bestOf({ epochCurve }: RunRecord): { readonly accuracy: number; readonly epoch: number } | null {
  const accuracies = epochCurve.validationAccuracy;
  if (accuracies === undefined || accuracies.length === 0) return null;
  const index = accuracies.indexOf(Math.max(...accuracies));
  return { accuracy: accuracies[index], epoch: epochCurve.epoch[index] };
}

function Progress({ record, step, t }: { readonly record: RunRecord; readonly step: number; readonly t: Translate }) {
  const { epochs } = record.recipe;
  const epoch = Math.min(epochs, Math.floor((step / record.totalSteps) * epochs) + 1);
  const share = Math.floor((100 * step) / record.totalSteps);
  return (
    <>
      <div className="row progress-head">
        <span className="strong">{t('epochOf', { epoch: formatCount(epoch), epochs: formatCount(epochs) })}</span>
        <span className="num muted">{t('percent', { value: String(share) })}</span>
      </div>
      <div className="progress" role="progressbar" aria-label={t('progress')} aria-valuemin={0} aria-valuemax={record.totalSteps} aria-valuenow={step} aria-valuetext={t('stepOf', { step: formatCount(step), steps: formatCount(record.totalSteps) })}>
        <i style={{ width: `${share}%` }} />
      </div>
      <div className="num muted step-line">{t('stepOf', { step: formatCount(step), steps: formatCount(record.totalSteps) })}</div>
    </>
  );
}

function Headline({ entry, state, t }: { readonly entry: RunEntry; readonly state: ShownState; readonly t: Translate }) {
  const { record, live } = entry;
  if (live !== null) {
    const left = live.progress?.millisecondsLeft ?? null;
    return (
      <>
        <Progress record={record} step={live.progress?.step ?? record.steps} t={t} />
        <div className="big">{left === null ? '–' : formatDuration(t, left)}</div>
        <div className="muted big-note">{left === null ? t('estimating') : t('left')}</div>
      </>
    );
  }
  if (record.result !== undefined) {
    return (
      <>
        <div className="big" data-testid="test-accuracy">
          {t('percent', { value: formatShare(record.result.testAccuracy) })}
        </div>
        <div className="muted big-note">{t('testAccuracy')}</div>
      </>
    );
  }
  return (
    <>
      <Progress record={record} step={record.steps} t={t} />
      <div className="muted big-note">{t(`state_${state}`)}</div>
    </>
  );
}

export function RunAside({ entry, state, attempt, obstacle, moreEpochs, canContinue, readOnly, actions, deviceNote }: RunAsideProps) {
  const t = useTranslations('training');
  const preparing = attempt?.state === 'preparing';
  const live = entry?.live ?? null;
  const best = entry === null ? null : bestOf(entry.record);
  const progress = live?.progress ?? null;
  const blocked = preparing || live?.phase === 'stopping' || (live === null && obstacle !== null);
  const trainedFor = entry?.record.epochCurve.milliseconds.at(-1);

  function main(): { readonly label: string; readonly icon: ReactNode; readonly act: () => void } {
    if (live?.phase === 'running') return { label: t('pause'), icon: <Pause size={14} aria-hidden="true" />, act: actions.pause };
    if (live?.phase === 'paused') return { label: t('resume'), icon: <Play size={14} aria-hidden="true" />, act: actions.resume };
    return { label: entry === null ? t('train') : t('trainAgain'), icon: <Play size={14} aria-hidden="true" />, act: actions.train };
  }
  const { label, icon, act } = main();
  const mainButton = useRef<HTMLButtonElement>(null);

  return (
    <section className="train-aside" aria-label={t('progress')}>
      {preparing && (
        <div className="preparing" role="status">
          <span className="strong">{t('state_preparing')}</span>
          <span className="muted">{t(`phase_${attempt.phase}`)}{attempt.share !== null && ` ${Math.round(attempt.share * 100)} %`}</span>
        </div>
      )}
      {!preparing && entry !== null && state !== null && <Headline entry={entry} state={state} t={t} />}
      {!preparing && entry !== null && (
        <dl className="figures">
          {progress !== null && <Figure name={t('speed')}>{t('imagesPerSecond', { value: formatCount(Math.round(progress.imagesPerSecond)) })}</Figure>}
          <Figure name={t('device')}>
            <span className="device-name">{deviceName(t, entry.record.device)}</span>
          </Figure>
          {progress !== null && <Figure name={t('memory')}>{t('mebibytes', { value: formatMebibytes(progress.memory.totalBytes) })}</Figure>}
          {best !== null && <Figure name={t('best')}>{t('bestValue', { accuracy: formatShare(best.accuracy), epoch: formatCount(best.epoch) })}</Figure>}
          {progress === null && trainedFor !== undefined && <Figure name={t('columnTime')}>{formatDuration(t, trainedFor)}</Figure>}
        </dl>
      )}
      {deviceNote !== null && <p className="help">{deviceNote}</p>}
      {entry === null && !preparing && <p className="soft empty-note">{obstacle ?? t('emptyCell')}</p>}
      {entry !== null && live === null && !preparing && obstacle !== null && <p className="help">{obstacle}</p>}
      {!readOnly && (
        <div className="train-buttons">
          <button ref={mainButton} type="button" className={live === null ? 'btn primary' : 'btn'} aria-disabled={blocked} onClick={() => (blocked ? undefined : act())}>
            {icon}
            {label}
          </button>
          {(live !== null || preparing) && (
            <PassingButton to={mainButton} disabled={live?.phase === 'stopping'} onPress={actions.stop}>
              <Square size={13} aria-hidden="true" />
              {t('stop')}
            </PassingButton>
          )}
          {live === null && !preparing && entry !== null && canContinue && (
            <PassingButton to={mainButton} onPress={actions.goOn} title={t('continueHint', { step: formatCount(entry.record.steps) })}>
              <SkipForward size={14} aria-hidden="true" />
              {entry.record.state === 'done' ? t('moreEpochs', { epochs: moreEpochs }) : t('continue')}
            </PassingButton>
          )}
          {live?.phase !== 'running' && live?.phase !== 'stopping' && !preparing && (
            <button type="button" className="btn ghost" aria-disabled={live === null && obstacle !== null} onClick={() => (live === null && obstacle !== null ? undefined : actions.singleStep())}>
              <StepForward size={14} aria-hidden="true" />
              {t('step')}
            </button>
          )}
          {live?.phase === 'paused' && (
            <PassingButton to={mainButton} ghost onPress={actions.restart}>
              <RotateCcw size={14} aria-hidden="true" />
              {t('restart')}
            </PassingButton>
          )}
        </div>
      )}
    </section>
  );
}
