/** Steps on the way into blocks, written as in the paths of layers: `stage2` or, for one of its repeats, `stage2.1`. */

export type Step = { readonly node: string; /** Null where the block is not repeated, or its first repeat is meant. */ readonly instance: number | null };

export function parseStep(text: string): Step {
  const dot = text.indexOf('.');
  return dot < 0 ? { node: text, instance: null } : { node: text.slice(0, dot), instance: Number(text.slice(dot + 1)) };
}

export function formatStep({ node, instance }: Step): string {
  return instance === null ? node : `${node}.${instance}`;
}

/** `stage2.0.conv1` as `['stage2.0', 'conv1']`: ids begin with a letter, so that a number belongs to what is before it. */
export function stepsOf(path: string): readonly string[] {
  const steps: string[] = [];
  for (const part of path.split('.')) {
    if (/^\d/.test(part) && steps.length > 0) steps.push(`${steps.pop() ?? ''}.${part}`);
    else steps.push(part);
  }
  return steps;
}
