'use client';
/** One option for all shortcuts of a net: what each would cost and change is shown before one is taken. */
import { Dialog } from 'radix-ui';
import { useId, useMemo, useState, type FormEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { formsText, formText, placeText } from '@/components/canvas/shortcut-text';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { formatCount } from '@/lib/graph/numbers';
import { policyChoice, type PlaceChange, type PolicyChoice, type PolicyOption } from '@/lib/graph/policy-options';
import type { ShortcutPolicy } from '@/lib/graph/shortcut-form';
import { problemSentence } from '@/lib/i18n/format';
import { titleOfGraph } from '@/lib/notebook/graph-use';
import { useNotebook, useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';
import { askForShortcuts } from '@/lib/stores/shortcut-dialog';
import { showToast } from '@/lib/stores/toasts';
import { signedNumber } from '@/lib/util/compact-number';

const optionTexts = { A: 'optionA', B: 'optionB', C: 'optionC', none: 'optionNone' } as const;
const MOST_PLACES = 6;

export function PolicyDialog({ graphId }: { readonly graphId: string }) {
  const t = useTranslations('shortcuts');
  const returnFocus = useReturnFocus();
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : askForShortcuts(null))}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog plain policy-dialog" aria-describedby={undefined} onCloseAutoFocus={returnFocus}>
          <Dialog.Title asChild>
            <h2>{t('title')}</h2>
          </Dialog.Title>
          <PolicyForm graphId={graphId} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function useChoice(graphId: string, own: boolean): PolicyChoice {
  const graphs = useNotebook((document) => document.graphs);
  return useMemo(() => policyChoice(graphs, graphId, own), [graphs, graphId, own]);
}

function PolicyForm({ graphId }: { readonly graphId: string }) {
  const t = useTranslations('shortcuts');
  const language = useLocale();
  const store = useNotebookStore();
  const readOnly = useReadOnly();
  const net = useNotebook((document) => titleOfGraph(document, graphId)) ?? graphId;
  const group = useId();
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [selected, setSelected] = useState<ShortcutPolicy | null>(null);
  const plain = useChoice(graphId, false);
  // Where no shortcut follows an option yet, those with a type of their own are meant.
  const own = wanted ?? (plain.auto === 0 && plain.own > 0);
  const choice = useChoice(graphId, own);
  const chosen = selected ?? choice.current ?? choice.options.find((option) => option.ok && option.changes.length === 0)?.policy ?? 'A';
  const option = choice.options.find(({ policy }) => policy === chosen);
  const idle = option?.ok !== true || (option.policy === choice.current && option.changes.length === 0);

  function apply(event: FormEvent): void {
    event.preventDefault();
    if (idle || option?.ok !== true || readOnly) return;
    const problem = store.dispatch({ type: 'setShortcutPolicy', args: { graph: graphId, policy: option.policy, ...(own ? { own } : {}) } });
    askForShortcuts(null);
    if (problem !== null) showToast({ text: problemSentence(problem, language), tone: 'bad' });
    else showToast({ text: t('switched', { policy: option.policy, net, parameters: formatCount(option.parameters), multiplyAdds: formatCount(option.multiplyAdds) }), tone: 'plain', action: { label: t('undo'), perform: () => store.undo() } });
  }

  return (
    <form onSubmit={apply}>
      <p className="soft">{t('intro', { net, count: choice.auto + choice.own + choice.forms.layer, forms: formsText(choice.forms, t, language) })}</p>
      <div role="radiogroup" aria-label={t('columnOption')} className="policy-options">
        <div className="policy-head" aria-hidden="true">
          <span>{t('columnOption')}</span>
          <span>{t('columnParameters')}</span>
          <span>{t('columnMultiplyAdds')}</span>
        </div>
        {choice.options.map((each) => (
          <OptionRow key={each.policy} group={group} option={each} current={each.policy === choice.current} checked={each.policy === chosen} disabled={readOnly} onSelect={() => setSelected(each.policy)} />
        ))}
      </div>
      {choice.own > 0 && (
        <label className="policy-own" title={t('ownHelp')}>
          <input type="checkbox" checked={own} disabled={readOnly} onChange={(event) => setWanted(event.target.checked)} />
          <span>
            {t('own', { count: choice.own })}
            <small className="muted">{t('ownHelp')}</small>
          </span>
        </label>
      )}
      {option?.ok === true && <Changes graphId={graphId} changes={option.changes} />}
      <div className="dialog-actions">
        <Dialog.Close className="btn">{t('cancel')}</Dialog.Close>
        {!readOnly && (
          <button type="submit" className="btn primary" disabled={idle}>
            {t('apply', { policy: chosen })}
          </button>
        )}
      </div>
    </form>
  );
}

type RowProps = { readonly group: string; readonly option: PolicyOption; readonly current: boolean; readonly checked: boolean; readonly disabled: boolean; readonly onSelect: () => void };

function OptionRow({ group, option, current, checked, disabled, onSelect }: RowProps) {
  const t = useTranslations('shortcuts');
  const language = useLocale();
  const id = useId();
  const { policy } = option;
  return (
    <label className={checked ? 'policy-option on' : 'policy-option'} htmlFor={id}>
      <input id={id} type="radio" name={group} value={policy} checked={checked} disabled={disabled || !option.ok} onChange={onSelect} />
      <span className="policy-name">
        <b>
          {policy !== 'none' && <span className="mono">{policy}</span>} {t(optionTexts[policy])}
          {current && <span className="tag">{t('now')}</span>}
        </b>
        <small className="muted">{option.ok ? formsText(option.forms, t, language) : problemSentence(option.problem, language)}</small>
      </span>
      {option.ok && (
        <>
          <Figure unit={t('columnParameters')} total={option.parameters} difference={option.difference.parameters} />
          <Figure unit={t('columnMultiplyAdds')} total={option.multiplyAdds} difference={option.difference.multiplyAdds} />
        </>
      )}
    </label>
  );
}

function Figure({ unit, total, difference }: { readonly unit: string; readonly total: number; readonly difference: number }) {
  const t = useTranslations('shortcuts');
  return (
    <span className="policy-figure">
      <span className="policy-unit">{unit} </span>
      <b className="mono">{difference === 0 ? t('unchanged') : signedNumber(difference)}</b> <small className="mono muted">{formatCount(total)}</small>
    </span>
  );
}

function Changes({ graphId, changes }: { readonly graphId: string; readonly changes: readonly PlaceChange[] }) {
  const t = useTranslations('shortcuts');
  const graphs = useNotebook((document) => document.graphs);
  if (changes.length === 0) return <p className="policy-changes muted">{t('changesNone')}</p>;
  const shown = changes.slice(0, MOST_PLACES);
  return (
    <div className="policy-changes" aria-live="polite">
      <p>{t('changes', { count: changes.reduce((sum, { before }) => sum + before.times, 0) })}</p>
      <ul>
        {shown.map(({ before, after }, index) => (
          <li key={index}>
            <span className="grow">
              <b>{placeText(graphs, graphId, before, t)}</b> {t('fromTo', { before: formText(before, t), after: formText(after, t) })}
            </span>
            <span className="mono soft">θ {signedNumber(before.times * (after.parameters - before.parameters))}</span>
          </li>
        ))}
        {changes.length > shown.length && <li className="muted">{t('changesMore', { count: changes.length - shown.length })}</li>}
      </ul>
    </div>
  );
}
