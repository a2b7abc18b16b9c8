/** A parameter while it is being written: all its parts are text, which becomes a parameter or a reason why not. */
import type { GraphParameter } from '@/lib/graph/graph';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';

export type ParameterType = GraphParameter['type'];
export const parameterTypes: readonly ParameterType[] = ['integer', 'number', 'boolean', 'choice'];

export type ParameterDraft = { readonly name: string; readonly type: ParameterType; readonly default: string; readonly minimum: string; readonly maximum: string; readonly choices: string };

export function draftOf({ name, type, default: value, minimum, maximum, choices = [] }: GraphParameter): ParameterDraft {
  return { name, type, default: String(value), minimum: minimum === undefined ? '' : String(minimum), maximum: maximum === undefined ? '' : String(maximum), choices: choices.join(', ') };
}

/** With a default that the other type can have. */
export function retyped(draft: ParameterDraft, type: ParameterType): ParameterDraft {
  if (type === draft.type) return draft;
  switch (type) {
    case 'integer':
    case 'number': {
      const value = Number(draft.default);
      return { ...draft, type, default: Number.isFinite(value) && draft.default.trim() !== '' ? String(type === 'integer' ? Math.round(value) : value) : '1' };
    }
    case 'boolean':
      return { ...draft, type, default: draft.default === 'true' ? 'true' : 'false' };
    case 'choice':
      return { ...draft, type, choices: draft.choices === '' ? draft.default : draft.choices };
  }
}

export function choicesOf(draft: ParameterDraft): readonly string[] {
  return draft.choices
    .split(/[,，、]/)
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');
}

/** The bounds of a number may be left empty; a faulty default is left to the check of the parameter. */
export function parameterOf(draft: ParameterDraft): Result<GraphParameter, Problem> {
  const name = draft.name.trim();
  switch (draft.type) {
    case 'integer':
    case 'number': {
      const [minimum, maximum] = [numberIn(draft.minimum), numberIn(draft.maximum)];
      if (minimum === null) return failure(problem('parameterBoundText', { field: 'minimum' }, { text: draft.minimum }));
      if (maximum === null) return failure(problem('parameterBoundText', { field: 'maximum' }, { text: draft.maximum }));
      const value = numberIn(draft.default);
      return success({ name, type: draft.type, default: value ?? draft.default, ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) });
    }
    case 'boolean':
      return success({ name, type: 'boolean', default: draft.default === 'true' });
    case 'choice': {
      const choices = choicesOf(draft);
      return success({ name, type: 'choice', default: choices.includes(draft.default) ? draft.default : (choices[0] ?? draft.default), choices: [...choices] });
    }
  }
}

/** Undefined for an empty text, null for one that is no number. */
function numberIn(text: string): number | undefined | null {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) ? Number(trimmed) : null;
}
