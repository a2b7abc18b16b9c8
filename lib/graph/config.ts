/** A node's config with its defaults filled in and its expressions resolved, or what is wrong with its values. */
import { assertNever } from '@/lib/util/assert-never';
import { failure, success, type Result } from '@/lib/util/result';
import { evaluate, isExpression, type Scope } from './expression';
import type { Field, Fields, FieldValue } from './fields';
import type { ConfigValue } from './graph';
import type { ValueProblemCode } from './problem-codes';

export type ValueProblem = {
  readonly code: ValueProblemCode;
  readonly values: Readonly<Record<string, string | number>>;
  /** Nearest value that would do; null if there is none but the default. */
  readonly nearest: FieldValue | null;
};
export type ConfigProblem = ValueProblem & { readonly field: string };
export type Config = Readonly<Record<string, FieldValue>>;
export type ResolvedConfig = { readonly config: Config; readonly problems: readonly ConfigProblem[] };

/** The value of a field as it counts, expressions resolved over the enclosing graph's parameters. */
export function resolveValue(field: Field, raw: ConfigValue, scope: Scope): Result<FieldValue, ValueProblem> {
  if (!isExpression(raw)) return checkValue(field, raw);
  const value = evaluate(raw, scope);
  if (value.ok) return checkValue(field, value.value);
  const { code, position, values } = value.problem;
  return failure({ code, values: { ...values, expression: raw, position: position + 1 }, nearest: null });
}

function checkValue(field: Field, value: FieldValue): Result<FieldValue, ValueProblem> {
  switch (field.type) {
    case 'integer':
    case 'number':
      return checkNumber(field, value);
    case 'boolean':
      return typeof value === 'boolean' ? success(value) : failure({ code: 'valueNotBoolean', values: { value: String(value) }, nearest: null });
    case 'choice':
      return typeof value === 'string' && field.choices.includes(value)
        ? success(value)
        : failure({ code: 'valueNotChoice', values: { value: String(value), choices: field.choices.join(', ') }, nearest: null });
    default:
      return assertNever(field);
  }
}

function checkNumber(field: Extract<Field, { readonly minimum: number }>, value: FieldValue): Result<FieldValue, ValueProblem> {
  if (typeof value !== 'number' || !Number.isFinite(value)) return failure({ code: 'valueNotNumber', values: { value: String(value) }, nearest: null });
  if (value < field.minimum) return failure({ code: 'valueTooSmall', values: { value, minimum: field.minimum }, nearest: field.minimum });
  if (value > field.maximum) return failure({ code: 'valueTooLarge', values: { value, maximum: field.maximum }, nearest: field.maximum });
  if (field.type === 'integer' && !Number.isInteger(value)) return failure({ code: 'valueNotInteger', values: { value }, nearest: Math.round(value) });
  return success(value);
}

/** Fields that the kind does not know are left alone: a newer version may have written them. A faulty value counts as its default in `config`. */
export function resolveConfig(fields: Fields, raw: Readonly<Record<string, ConfigValue>> | undefined, scope: Scope): ResolvedConfig {
  const config: Record<string, FieldValue> = {};
  const problems: ConfigProblem[] = [];
  for (const [name, field] of Object.entries(fields)) {
    config[name] = field.default;
    if (raw === undefined || !Object.hasOwn(raw, name)) continue;
    const value = resolveValue(field, raw[name], scope);
    if (value.ok) config[name] = value.value;
    else problems.push({ ...value.problem, field: name });
  }
  return { config, problems };
}
