'use client';
/** How many stages of how many blocks; what the net becomes by it is shown before it is done. */
import { Dialog } from 'radix-ui';
import { useId, useMemo, useState, type FormEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { GraphNode } from '@/lib/graph/graph';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { formatCount } from '@/lib/graph/numbers';
import { problemSentence } from '@/lib/i18n/format';
import { useNotebook } from '@/lib/stores/notebook-context';
import { signedNumber } from '@/lib/util/compact-number';
import { useCanvas } from './canvas-context';

const MOST_STAGES = 8;
const MOST_BLOCKS = 1000;
/** As in the paper's nets for CIFAR-10. */
const USUAL = 3;

type Props = { readonly id: string; readonly node: GraphNode };

export function StackDialog({ id, node }: Props) {
  const t = useTranslations('shortcuts');
  const { overlay } = useCanvas();
  const returnFocus = useReturnFocus();
  const close = (): void => overlay.setState({ stacking: null });
  return (
    <Dialog.Root open onOpenChange={(next) => (next ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog plain stack-dialog" aria-describedby={undefined} onKeyDown={(event) => event.stopPropagation()} onCloseAutoFocus={returnFocus}>
          <Dialog.Title asChild>
            <h2>{t('stackTitle')}</h2>
          </Dialog.Title>
          <StackForm id={id} node={node} close={close} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function StackForm({ id, node, close }: Props & { readonly close: () => void }) {
  const t = useTranslations('shortcuts');
  const language = useLocale();
  const { actions, graphId } = useCanvas();
  const graphs = useNotebook((document) => document.graphs);
  const given = node.repeat?.count;
  const [blocks, setBlocks] = useState(typeof given === 'number' && given > 1 ? given : USUAL);
  const [stages, setStages] = useState(USUAL);
  // The graphs are what the trial reads.
  const trial = useMemo(() => (Object.hasOwn(graphs, graphId) ? actions.tryStack(id, stages, blocks) : null), [actions, graphs, graphId, id, stages, blocks]);

  function apply(event: FormEvent): void {
    event.preventDefault();
    if (trial?.ok === true && actions.stack(id, stages, blocks)) close();
  }
  return (
    <form onSubmit={apply}>
      <p className="soft">{t('stackIntro')}</p>
      <div className="stack-fields">
        <Count label={t('stackBlocks')} value={blocks} most={MOST_BLOCKS} change={setBlocks} />
        <Count label={t('stackStages')} value={stages} most={MOST_STAGES} change={setStages} />
      </div>
      <div className="stack-outcome" role="status">
        {trial?.ok === true && (
          <>
            <p>{t('stackFilters', { stages, filters: trial.value.stacked.nodes.map((stage) => formatFilters(trial.value.stacked.graphs[graphId].nodes[stage])).join(language === 'zh' ? '、' : ', ') })}</p>
            <p>
              <b className="mono">{formatCount(trial.value.after.parameters.trainable)}</b> {t('stackParameters', { difference: signedNumber(trial.value.after.parameters.trainable - trial.value.before.parameters.trainable) })}
              {' · '}
              <b className="mono">{formatCount(trial.value.after.multiplyAdds)}</b> {t('stackMultiplyAdds', { difference: signedNumber(trial.value.after.multiplyAdds - trial.value.before.multiplyAdds) })}
              {' · '}
              {t('stackLayers', { layers: trial.value.after.weightedLayers })}
            </p>
          </>
        )}
        {trial?.ok === false && <p className="bad">{problemSentence(trial.problem, language)}</p>}
      </div>
      <div className="dialog-actions">
        <Dialog.Close className="btn">{t('cancel')}</Dialog.Close>
        <button type="submit" className="btn primary" disabled={trial?.ok !== true}>
          {t('stackApply')}
        </button>
      </div>
    </form>
  );
}

function formatFilters(node: GraphNode): string {
  return String(node.arguments?.filters ?? '').replace(/^=/, '');
}

type CountProps = { readonly label: string; readonly value: number; readonly most: number; readonly change: (value: number) => void };

function Count({ label, value, most, change }: CountProps) {
  const id = useId();
  return (
    <div className="fieldset">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        className="field num"
        min={1}
        max={most}
        required
        defaultValue={value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          if (Number.isInteger(next) && next >= 1 && next <= most) change(next);
        }}
      />
    </div>
  );
}
