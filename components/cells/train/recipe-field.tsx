'use client';
/** One field of the recipe: label, control, its sentence, and why an input was not taken; the last good value is kept. */
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import type { Recipe } from '@/lib/runs/recipe';
import { assertNever } from '@/lib/util/assert-never';
import { parseFractions, parseNumber, type FieldSpec, type ListFieldSpec, type NumberFieldSpec } from './recipe-fields';

type FieldProps = { readonly spec: FieldSpec; readonly recipe: Recipe; readonly disabled: boolean; readonly onChange: (recipe: Recipe, field: string) => void; readonly onLeave: () => void };

type Translate = ReturnType<typeof useTranslations<'training'>>;

function reasonFor(t: Translate, spec: NumberFieldSpec | ListFieldSpec, text: string, kept: string): string {
  if (spec.type === 'list') return t('invalidList', { text, kept });
  const write = spec.integer ? formatCount : String;
  const values = { text, minimum: write(spec.minimum), maximum: write(spec.maximum), kept };
  if (spec.integer) return t('invalidInteger', values);
  return spec.above === true ? t('invalidPositive', values) : t('invalidNumber', values);
}

function TextInput({ spec, recipe, disabled, onChange, onLeave, id, helpId }: FieldProps & { readonly spec: NumberFieldSpec | ListFieldSpec; readonly id: string; readonly helpId: string }) {
  const t = useTranslations('training');
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const kept = spec.type === 'list' ? spec.get(recipe).join(', ') : String(spec.get(recipe));

  function write(text: string): void {
    setDraft(text);
    if (spec.type === 'list') {
      const values = parseFractions(text);
      setRefused(values === null ? text : null);
      if (values !== null) onChange(spec.set(recipe, values), spec.id);
      return;
    }
    const value = parseNumber(text, spec);
    setRefused(value === null ? text : null);
    if (value !== null) onChange(spec.set(recipe, value), spec.id);
  }

  return (
    <>
      <input
        id={id}
        className="field num"
        inputMode={spec.type === 'number' && spec.integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        value={draft ?? kept}
        aria-invalid={refused !== null}
        aria-describedby={`${helpId} ${helpId}-refused`}
        onChange={(event) => write(event.target.value)}
        onBlur={() => {
          setDraft(null);
          onLeave();
        }}
        onFocus={() => setRefused(null)}
      />
      <p id={`${helpId}-refused`} className="refused" role="status">
        {refused !== null && reasonFor(t, spec, refused, kept)}
      </p>
    </>
  );
}

export function RecipeField(props: FieldProps) {
  const { spec, recipe, disabled, onChange, onLeave } = props;
  const t = useTranslations('training');
  const id = useId();
  const helpId = `${id}-help`;

  function control() {
    switch (spec.type) {
      case 'number':
      case 'list':
        return <TextInput {...props} spec={spec} id={id} helpId={helpId} />;
      case 'choice':
        return (
          <select id={id} className="field" disabled={disabled} value={spec.get(recipe)} aria-describedby={helpId} onChange={(event) => onChange(spec.set(recipe, event.target.value), spec.id)} onBlur={onLeave}>
            {spec.options.map((option) => (
              <option key={option} value={option}>
                {t(`option_${option}`)}
              </option>
            ))}
          </select>
        );
      default:
        return assertNever(spec);
    }
  }

  return (
    <div className="recipe-field">
      <label className="label" htmlFor={id}>
        {t(`field_${spec.id}`)}
      </label>
      {control()}
      <p id={helpId} className="help">
        {t(`help_${spec.id}`)}
      </p>
    </div>
  );
}
