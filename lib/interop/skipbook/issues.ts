/** Turns what a schema says about a foreign value into a problem: which field, what was expected there. */
import type { z } from 'zod';
import { problem, type Problem } from '@/lib/util/problem';
import { showPath } from './guard';

/** The innermost issue: a union reports those of its closest member. */
function innermost(issue: z.core.$ZodIssue): { readonly issue: z.core.$ZodIssue; readonly path: readonly PropertyKey[] } {
  if (issue.code !== 'invalid_union') return { issue, path: issue.path };
  const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0]?.[0];
  if (closest === undefined) return { issue, path: issue.path };
  const inner = innermost(closest);
  return { issue: inner.issue, path: [...issue.path, ...inner.path] };
}

/** Whether there is anything at the path. */
function present(value: unknown, path: readonly PropertyKey[]): boolean {
  let inner = value;
  for (const name of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, name)) return false;
    inner = new Map<PropertyKey, unknown>(Object.entries(inner)).get(String(name));
  }
  return inner !== undefined;
}

/** `value` is what the schema looked at. */
export function fieldProblem(error: z.ZodError, value: unknown): Problem {
  const { issue, path } = innermost(error.issues[0]);
  const field = showPath(path);
  switch (issue.code) {
    case 'invalid_type':
      return problem(present(value, path) ? 'fieldType' : 'fieldMissing', { field }, { field, expected: issue.expected });
    case 'invalid_value':
      return problem('fieldChoice', { field }, { field, choices: issue.values.map(String).join(', ') });
    case 'too_small':
      if (issue.origin === 'array') return problem('fieldType', { field }, { field, expected: 'tuple' });
      return problem('fieldTooSmall', { field }, { field, minimum: Number(issue.minimum) });
    case 'too_big':
      if (issue.origin === 'array') return problem('fieldType', { field }, { field, expected: 'tuple' });
      return problem('fieldTooLarge', { field }, { field, maximum: Number(issue.maximum) });
    case 'invalid_key':
      return problem('fieldName', { field }, { field });
    case 'invalid_format':
      return problem('fieldName', { field }, { field });
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return problem('fieldInvalid', { field }, { field });
  }
}
