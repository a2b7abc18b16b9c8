'use client';
/** What changed since the run that is shown, so that an old result never passes as a current one. */
import { useTranslations } from 'use-intl';
import { kindOf } from '@/lib/graph/registry';
import type { Change } from '@/lib/runs/stale';
import { useSettings } from '@/lib/stores/settings';
import { assertNever } from '@/lib/util/assert-never';
import type { Translate } from './format';
import { Note } from './notes';
import { fieldSpecs, type FieldSpec, type OptionId } from './recipe-fields';

const LISTED = 4;

/** Recipe fields by the end of their path: `optimizer.momentum`, `schedule.kind`. */
function specOf(path: string): FieldSpec | undefined {
  const name = path.endsWith('.kind') ? path.slice(0, -'.kind'.length) : path.split('.').at(-1);
  return fieldSpecs.find((candidate) => candidate.id === name);
}

function recipeField(t: Translate, path: string): string {
  const spec = specOf(path);
  return spec === undefined ? path : t(`field_${spec.id}`);
}

const optionOfFlag: Readonly<Record<string, OptionId>> = { true: 'on', false: 'off' };

/** Values of choices in the words of the form. */
function recipeValue(t: Translate, path: string, value: string): string {
  const spec = specOf(path);
  if (spec?.type !== 'choice') return value;
  const option = optionOfFlag[value] ?? spec.options.find((candidate) => candidate === value);
  return option === undefined ? value : t(`option_${option}`);
}

function useChangeText(): (change: Change) => string {
  const t = useTranslations('training');
  const language = useSettings((settings) => settings.language);
  const value = (content: string | number | boolean | null) => (content === null ? t('valueNone') : String(content));
  const layer = (kind: string) => kindOf(kind)?.text[language].name ?? kind;
  const field = (change: Extract<Change, { readonly kind: 'field' }>) => kindOf(change.layer)?.fields[change.field]?.text[language].label ?? change.field;
  return (change) => {
    switch (change.kind) {
      case 'nodeAdded':
        return t('change_nodeAdded', { node: `${change.node} (${layer(change.layer)})` });
      case 'nodeRemoved':
        return t('change_nodeRemoved', { node: `${change.node} (${layer(change.layer)})` });
      case 'nodeKind':
        return t('change_nodeKind', { node: change.node, from: layer(change.from), to: layer(change.to) });
      case 'field':
        return t('change_field', { node: change.node, field: field(change), from: value(change.from), to: value(change.to) });
      case 'bypass':
        return change.bypassed ? t('change_bypassOn', { node: change.node }) : t('change_bypassOff', { node: change.node });
      case 'rewired':
        return t('change_rewired', { node: change.node });
      case 'otherNet':
        return t('change_otherNet', { from: change.from, to: change.to });
      case 'argument':
        return t('change_argument', { name: change.name, from: value(change.from), to: value(change.to) });
      case 'data':
        return t('change_data', { from: change.from, to: change.to });
      case 'recipe':
        return t('change_recipe', { field: recipeField(t, change.field), from: recipeValue(t, change.field, change.from), to: recipeValue(t, change.field, change.to) });
      default:
        return assertNever(change);
    }
  };
}

export function StaleNote({ changes }: { readonly changes: readonly Change[] }) {
  const t = useTranslations('training');
  const textOf = useChangeText();
  if (changes.length === 0) return null;
  const listed = changes.slice(0, LISTED).map(textOf);
  const rest = changes.length - LISTED;
  return (
    <Note tone="warn">
      <b>{t('stale')}.</b> {t('staleSince')} {listed.join('; ')}
      {rest > 0 && ` ${t('staleMore', { count: rest })}`}
    </Note>
  );
}
