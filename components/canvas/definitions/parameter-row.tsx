'use client';
/** One parameter of a block: name, type, default and bounds, taken over as each is left; what cannot be is said below. */
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { GraphParameter } from '@/lib/graph/graph';
import { checkParameter } from '@/lib/graph/parameters';
import { problemSentence } from '@/lib/i18n/format';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import type { Problem } from '@/lib/util/problem';
import { choicesOf, draftOf, parameterOf, parameterTypes, retyped, type ParameterDraft, type ParameterType } from './parameter-draft';

type Props = { readonly graph: string; readonly parameter: GraphParameter; readonly index: number; readonly count: number; readonly disabled: boolean; readonly move: (by: number) => void; readonly autoFocus: boolean };

export function ParameterRow({ graph, parameter, index, count, disabled, move, autoFocus }: Props) {
  const t = useTranslations('definitions');
  const language = useLocale();
  const notebook = useNotebookStore();
  const id = useId();
  const [draft, setDraft] = useState(() => draftOf(parameter));
  const [shown, setShown] = useState(parameter);
  const [fault, setFault] = useState<Problem | null>(null);
  const [inUse, setInUse] = useState<Problem | null>(null);
  if (shown !== parameter) {
    setShown(parameter);
    setDraft(draftOf(parameter));
    setFault(null);
    setInUse(null);
  }

  function commit(next: ParameterDraft): void {
    setDraft(next);
    const written = parameterOf(next);
    const wrong = !written.ok ? written.problem : JSON.stringify(written.value) === JSON.stringify(parameter) ? null : notebook.dispatch({ type: 'putParameter', args: { graph, name: parameter.name, parameter: written.value } });
    setFault(wrong);
  }
  /** A fault that is shown goes as soon as it is mended, so that nothing moves under the pointer when the field is left. */
  function write(next: ParameterDraft): void {
    setDraft(next);
    if (fault === null) return;
    const written = parameterOf(next);
    const { document } = notebook.store.getState();
    setFault(written.ok ? checkParameter(document.graphs[graph], parameter.name, written.value) : written.problem);
  }
  function remove(useDefault: boolean): void {
    setInUse(notebook.dispatch({ type: 'removeParameter', args: { graph, name: parameter.name, useDefault } }));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') commit(draft);
    if (event.key === 'Escape' && JSON.stringify(draft) !== JSON.stringify(draftOf(parameter))) {
      event.stopPropagation();
      setDraft(draftOf(parameter));
      setFault(null);
    }
  }
  function text(part: 'name' | 'default' | 'minimum' | 'maximum' | 'choices', label: string, wide = false) {
    const wrong = fault?.place.field === part;
    return (
      <label className={wide ? 'part wide' : 'part'}>
        <span className="label">{label}</span>
        <input
          className={part === 'name' ? 'field mono' : 'field num'}
          value={draft[part]}
          autoFocus={autoFocus && part === 'name'}
          autoComplete="off"
          spellCheck={false}
          disabled={disabled}
          aria-label={t('partOf', { part: label, name: parameter.name })}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-fault` : undefined}
          onChange={(event) => write({ ...draft, [part]: event.target.value })}
          onBlur={() => commit(draft)}
          onKeyDown={onKeyDown}
        />
      </label>
    );
  }
  const numeric = draft.type === 'integer' || draft.type === 'number';
  return (
    <li className="parameter" aria-label={t('parameterLabel', { name: parameter.name })}>
      <div className="parts">
        {text('name', t('name'))}
        <label className="part">
          <span className="label">{t('type')}</span>
          <select className="field" value={draft.type} disabled={disabled} aria-label={t('partOf', { part: t('type'), name: parameter.name })} onChange={(event) => commit(retyped(draft, typeOf(event.target.value)))}>
            {parameterTypes.map((type) => (
              <option key={type} value={type}>
                {t(type)}
              </option>
            ))}
          </select>
        </label>
        {numeric ? text('default', t('default')) : <DefaultChoice draft={draft} name={parameter.name} disabled={disabled} commit={commit} />}
        {numeric && text('minimum', t('minimum'))}
        {numeric && text('maximum', t('maximum'))}
        {draft.type === 'choice' && text('choices', t('choices'), true)}
        {!disabled && (
          <span className="row tight tools">
            <button type="button" className="ibtn" aria-label={t('moveUp', { name: parameter.name })} title={t('moveUp', { name: parameter.name })} disabled={index === 0} onClick={() => move(-1)}>
              <ArrowUp size={14} strokeWidth={1.75} aria-hidden="true" />
            </button>
            <button type="button" className="ibtn" aria-label={t('moveDown', { name: parameter.name })} title={t('moveDown', { name: parameter.name })} disabled={index === count - 1} onClick={() => move(1)}>
              <ArrowDown size={14} strokeWidth={1.75} aria-hidden="true" />
            </button>
            <button type="button" className="ibtn" aria-label={t('remove', { name: parameter.name })} title={t('remove', { name: parameter.name })} onClick={() => remove(false)}>
              <Trash2 size={14} strokeWidth={1.75} aria-hidden="true" />
            </button>
          </span>
        )}
      </div>
      {fault && (
        <p className="fault" id={`${id}-fault`} role="alert">
          {problemSentence(fault, language)}
        </p>
      )}
      {inUse && (
        <div className="fault" role="alert">
          <p>{problemSentence(inUse, language)}</p>
          <p className="row">
            <button type="button" className="btn small" autoFocus onClick={() => remove(true)}>
              {t('putDefault', { value: String(parameter.default) })}
            </button>
            <button type="button" className="btn small ghost" onClick={() => setInUse(null)}>
              {t('keep')}
            </button>
          </p>
        </div>
      )}
    </li>
  );
}

function typeOf(text: string): ParameterType {
  return parameterTypes.find((type) => type === text) ?? 'integer';
}

type ChoiceProps = { readonly draft: ParameterDraft; readonly name: string; readonly disabled: boolean; readonly commit: (next: ParameterDraft) => void };

/** Default of a boolean or of a choice. */
function DefaultChoice({ draft, name, disabled, commit }: ChoiceProps) {
  const t = useTranslations('definitions');
  const c = useTranslations('canvas');
  const values = draft.type === 'boolean' ? ['false', 'true'] : choicesOf(draft);
  const words: Readonly<Record<string, string>> = draft.type === 'boolean' ? { false: c('off'), true: c('on') } : {};
  return (
    <label className="part">
      <span className="label">{t('default')}</span>
      <select className="field" value={draft.default} disabled={disabled} aria-label={t('partOf', { part: t('default'), name })} onChange={(event) => commit({ ...draft, default: event.target.value })}>
        {values.map((value) => (
          <option key={value} value={value}>
            {words[value] ?? value}
          </option>
        ))}
      </select>
    </label>
  );
}
