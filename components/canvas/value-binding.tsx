'use client';
/** Beside a field: what its value refers to. A parameter or an expression can be chosen, and the value made a parameter of its own. */
import { FunctionSquare } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { resolveValue } from '@/lib/graph/config';
import { isExpression } from '@/lib/graph/expression';
import type { Field } from '@/lib/graph/fields';
import type { ConfigValue, GraphParameter } from '@/lib/graph/graph';
import type { Slot } from '@/lib/graph/parameters';
import { problemSentence } from '@/lib/i18n/format';
import { scopeSeen, useRoute } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { problem } from '@/lib/util/problem';
import { useCanvas } from './canvas-context';

const noParameters: readonly GraphParameter[] = [];

export type Bound = { readonly node: string; readonly slot: Slot };

type Props = {
  readonly bound: Bound;
  readonly field: Field;
  readonly label: string;
  readonly raw: ConfigValue | undefined;
  readonly change: (value: ConfigValue) => void;
};

/** The value of an expression in the instance that the canvas shows, as text; what is wrong with it where it has none. */
function useValueHere(field: Field, label: string) {
  const { graphId } = useCanvas();
  const route = useRoute();
  const language = useLocale();
  const scope = useNotebook((document) => scopeSeen(document.graphs, graphId, route));
  return (raw: ConfigValue): { readonly ok: boolean; readonly text: string } => {
    const value = resolveValue(field, raw, scope);
    if (value.ok) return { ok: true, text: String(value.value) };
    return { ok: false, text: problemSentence(problem(value.problem.code, {}, { layer: label, field: label, ...value.problem.values }), language) };
  };
}

/** "= 64" under a field that holds an expression. */
export function ValueHere({ field, label, raw }: Pick<Props, 'field' | 'label'> & { readonly raw: ConfigValue }) {
  const t = useTranslations('canvas');
  const { ok, text } = useValueHere(field, label)(raw);
  return <small className={ok ? 'value-here mono' : 'value-here bad'}>{ok ? t('valueHere', { value: text }) : text}</small>;
}

export function ValueBinding({ bound, field, label, raw, change }: Props) {
  const t = useTranslations('canvas');
  const { graphId, actions } = useCanvas();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const parameters = useNotebook((document) => document.graphs[graphId]?.parameters ?? noParameters);
  const valueOf = useValueHere(field, label);
  const written = text.trim().replace(/^=/, '').trim();
  const tried = written === '' ? null : valueOf(`=${written}`);
  const given = raw !== undefined && isExpression(raw) ? valueOf(raw) : null;

  function opened(next: boolean): void {
    setOpen(next);
    if (next) setText(raw !== undefined && isExpression(raw) ? raw.slice(1).trim() : '');
  }
  function take(value: ConfigValue): void {
    change(value);
    setOpen(false);
  }
  function release(): void {
    const value = resolveValue(field, raw ?? field.default, actions.scope());
    take(value.ok ? value.value : field.default);
  }
  return (
    <Popover.Root open={open} onOpenChange={opened}>
      <Popover.Trigger className={given ? 'bind on' : 'bind'} aria-label={t('bind', { field: label })} title={t('bind', { field: label })}>
        <FunctionSquare size={13} strokeWidth={1.75} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="panel bind-panel" align="start" sideOffset={4} collisionPadding={8} aria-label={t('bind', { field: label })}>
          {parameters.length > 0 && (
            <div role="group" aria-label={t('bindParameters')}>
              <span className="label">{t('bindParameters')}</span>
              {parameters.map(({ name }) => {
                const value = valueOf(`=${name}`);
                return (
                  <button key={name} type="button" className="bind-choice" aria-pressed={raw === `=${name}`} disabled={!value.ok} title={value.ok ? undefined : value.text} onClick={() => take(`=${name}`)}>
                    <span className="mono grow">{name}</span>
                    {value.ok && <span className="mono muted">{value.text}</span>}
                  </button>
                );
              })}
            </div>
          )}
          {parameters.length > 0 && field.type !== 'boolean' && field.type !== 'choice' && (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (tried?.ok === true) take(`=${written}`);
              }}
            >
              <label className="label" htmlFor={id}>
                {t('bindExpression')}
              </label>
              <span className="row">
                <input id={id} className="field mono grow" value={text} placeholder={`${parameters[0].name} * 4`} autoComplete="off" spellCheck={false} aria-invalid={tried?.ok === false} aria-describedby={`${id}-value`} onChange={(event) => setText(event.target.value)} />
                <button type="submit" className="btn small" disabled={tried?.ok !== true}>
                  {t('bindTake')}
                </button>
              </span>
              <small id={`${id}-value`} className={tried?.ok === false ? 'bad' : 'muted mono'} aria-live="polite">
                {tried === null ? '' : tried.ok ? t('valueHere', { value: tried.text }) : tried.text}
              </small>
            </form>
          )}
          {given ? (
            <button type="button" className="btn small" onClick={release}>
              {given.ok ? t('bindRelease', { value: given.text }) : t('bindReset')}
            </button>
          ) : (
            <button
              type="button"
              className="btn small"
              disabled={raw === undefined}
              onClick={() => {
                actions.parameterize(bound.node, bound.slot);
                setOpen(false);
              }}
            >
              {t('makeParameter')}
            </button>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
