'use client';
/** The fields of a layer kind as controls, made from its schema; over several layers at once where they are of one kind. */
import { ChevronDown, Minus, Plus } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { isExpression } from '@/lib/graph/expression';
import type { Field, FieldValue } from '@/lib/graph/fields';
import type { ConfigValue } from '@/lib/graph/graph';
import { ValueBinding, ValueHere, type Bound } from './value-binding';

export type FieldEdit = {
  readonly name: string;
  readonly field: Field;
  /** As written in the document; undefined where the layers differ. */
  readonly raw: ConfigValue | undefined;
  readonly disabled: boolean;
  readonly change: (value: ConfigValue) => void;
  /** Where the value stands, so that it can be bound to a parameter; absent over several layers. */
  readonly bound?: Bound;
};

export function FieldControl({ name, field, raw, disabled, change, bound }: FieldEdit) {
  const language = useLocale();
  const id = useId();
  const { label, help } = field.text[language];
  return (
    <div className="fieldset" title={help}>
      <span className="field-head">
        <label className="label" htmlFor={id}>
          {label}
        </label>
        {bound && !disabled && <ValueBinding bound={bound} field={field} label={label} raw={raw} change={change} />}
      </span>
      <Control id={id} name={name} field={field} raw={raw} disabled={disabled} change={change} />
      {isExpression(raw) && <ValueHere field={field} label={label} raw={raw} />}
      <span className="sr-only" id={`${id}-help`}>
        {help}
      </span>
    </div>
  );
}

type ControlProps = FieldEdit & { readonly id: string };

function Control(props: ControlProps) {
  const { field, raw } = props;
  if (isExpression(raw)) return <TextControl {...props} />;
  switch (field.type) {
    case 'integer':
    case 'number':
      return <NumberControl {...props} minimum={field.minimum} maximum={field.maximum} whole={field.type === 'integer'} />;
    case 'boolean':
      return <BooleanControl {...props} />;
    case 'choice':
      return <ChoiceControl {...props} choices={field.choices} />;
  }
}

/** Text as typed becomes a value: a number, or an expression that starts with `=`; null while it is neither. */
function readValue(text: string, numeric: boolean): ConfigValue | null {
  const trimmed = text.trim();
  if (trimmed.startsWith('=')) return trimmed.length > 1 ? trimmed : null;
  if (!numeric) return trimmed === '' ? null : trimmed;
  if (trimmed === '' || !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed)) return null;
  return Number(trimmed);
}

/** What is being typed is kept beside the value, so that an unfinished number is not thrown away. */
function useDraft(raw: ConfigValue | undefined) {
  const shown = raw === undefined ? '' : String(raw);
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: string } | null>(null);
  const text = draft !== null && draft.of === shown ? draft.text : shown;
  return { text, setText: (next: string, of: string) => setDraft({ text: next, of }), clear: () => setDraft(null) };
}

type NumberProps = ControlProps & { readonly minimum: number; readonly maximum: number; readonly whole: boolean };

function NumberControl({ id, field, raw, disabled, change, minimum, maximum, whole }: NumberProps) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { label } = field.text[language];
  const draft = useDraft(raw);
  const value = typeof raw === 'number' ? raw : typeof field.default === 'number' ? field.default : minimum;
  const stepped = (by: number): void => {
    const size = whole ? 1 : Math.max(0.001, 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 1));
    const next = Math.min(maximum, Math.max(minimum, Number((value + by * size).toPrecision(12))));
    draft.clear();
    if (next !== raw) change(next);
  };
  function onInput(text: string): void {
    const next = readValue(text, true);
    draft.setText(text, next === null ? (raw === undefined ? '' : String(raw)) : String(next));
    if (next !== null && next !== raw) change(next);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      stepped((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 8 : 1));
    }
    if (event.key === 'Enter') draft.clear();
  }
  return (
    <div className="field num stepper">
      <button type="button" tabIndex={-1} disabled={disabled || value <= minimum} aria-label={t('less', { field: label })} onClick={() => stepped(-1)}>
        <Minus size={12} aria-hidden="true" />
      </button>
      <input
        id={id}
        inputMode={whole ? 'numeric' : 'decimal'}
        aria-describedby={`${id}-help`}
        autoComplete="off"
        disabled={disabled}
        value={draft.text}
        placeholder={raw === undefined ? t('mixed') : undefined}
        onChange={(event) => onInput(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={draft.clear}
      />
      <button type="button" tabIndex={-1} disabled={disabled || value >= maximum} aria-label={t('more', { field: label })} onClick={() => stepped(1)}>
        <Plus size={12} aria-hidden="true" />
      </button>
    </div>
  );
}

/** An expression over the graph's parameters, such as `=filters`. */
function TextControl({ id, field, raw, disabled, change }: ControlProps) {
  const draft = useDraft(raw);
  const numeric = field.type === 'integer' || field.type === 'number';
  function onInput(text: string): void {
    const next = readValue(text, numeric);
    draft.setText(text, next === null ? String(raw) : String(next));
    if (next !== null && next !== raw) change(next);
  }
  return <input id={id} className="field num expression" aria-describedby={`${id}-help`} autoComplete="off" disabled={disabled} value={draft.text} onChange={(event) => onInput(event.target.value)} onBlur={draft.clear} />;
}

function BooleanControl({ id, raw, disabled, change }: ControlProps) {
  const t = useTranslations('canvas');
  return (
    <div className="field num select">
      <select id={id} aria-describedby={`${id}-help`} disabled={disabled} value={raw === undefined ? '' : String(raw)} onChange={(event) => change(event.target.value === 'true')}>
        {raw === undefined && <option value="">{t('mixed')}</option>}
        <option value="false">{t('off')}</option>
        <option value="true">{t('on')}</option>
      </select>
      <ChevronDown size={12} aria-hidden="true" />
    </div>
  );
}

function ChoiceControl({ id, field, raw, disabled, change, choices }: ControlProps & { readonly choices: readonly string[] }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const words: Readonly<Partial<Record<string, string>>> = (field.type === 'choice' && field.choiceText?.[language]) || {};
  return (
    <div className="field num select">
      <select id={id} aria-describedby={`${id}-help`} disabled={disabled} value={raw === undefined ? '' : String(raw)} onChange={(event) => change(event.target.value)}>
        {raw === undefined && <option value="">{t('mixed')}</option>}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words[choice] ?? choice}
          </option>
        ))}
      </select>
      <ChevronDown size={12} aria-hidden="true" />
    </div>
  );
}

/** Whether a field matters beside the others' values. */
export function isShown(field: Field, values: Readonly<Record<string, FieldValue>>): boolean {
  return field.when === undefined || field.when.is.includes(values[field.when.field]);
}
