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

/** `before` is the path of the value that the schema looked at. */
export function fieldProblem(error: z.ZodError, before: readonly PropertyKey[] = []): Problem {
  const { issue, path } = innermost(error.issues[0]);
  const field = showPath([...before, ...path]);
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? problem('fieldMissing', { field }, { field, expected: issue.expected }) : problem('fieldType', { field }, { field, expected: issue.expected });
    case 'invalid_value':
      return problem('fieldChoice', { field }, { field, choices: issue.values.map(String).join(', ') });
    case 'too_small':
      return problem('fieldTooSmall', { field }, { field, minimum: Number(issue.minimum) });
    case 'too_big':
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
