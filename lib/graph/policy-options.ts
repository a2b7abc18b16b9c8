/** What each option for the shortcuts of a net would cost and change, computed before one of them is taken. */
import type { Problem } from '@/lib/util/problem';
import type { Graphs } from './graph';
import { infer } from './infer';
import type { GraphProblem, Inference } from './inference';
import { shortcutPolicies, type ShortcutPolicy } from './shortcut-form';
import { placeKey, shortcutPlaces, type ShortcutPlace } from './shortcut-places';
import { switchPolicy } from './shortcut-policy';

/** A place that would be another one than now. */
export type PlaceChange = { readonly before: ShortcutPlace; readonly after: ShortcutPlace };

export type FormCounts = Readonly<Record<ShortcutPlace['form'], number>>;

export type PolicyOption = { readonly policy: ShortcutPolicy } & (
  | {
      readonly ok: true;
      /** Trainable. */
      readonly parameters: number;
      readonly multiplyAdds: number;
      readonly difference: { readonly parameters: number; readonly multiplyAdds: number };
      readonly forms: FormCounts;
      readonly changes: readonly PlaceChange[];
    }
  | { readonly ok: false; readonly problem: Problem | GraphProblem }
);

export type PolicyChoice = {
  /** The option that all shortcuts of type `auto` follow now; null where they differ or there is none. */
  readonly current: ShortcutPolicy | null;
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly forms: FormCounts;
  /** Shortcuts of the unrolled net that follow an option, and those that have a type of their own. */
  readonly auto: number;
  readonly own: number;
  readonly options: readonly PolicyOption[];
};

export function countForms(places: readonly ShortcutPlace[]): FormCounts {
  const counts = { identity: 0, projection: 0, zeroPadding: 0, severed: 0, layer: 0 };
  for (const { form, times } of places) counts[form] += times;
  return counts;
}

/** The option that all of these follow, or null. */
export function commonPolicy(places: readonly ShortcutPlace[]): ShortcutPolicy | null {
  const policies = new Set(places.flatMap(({ policy }) => (policy === null ? [] : [policy])));
  const [only] = policies;
  return policies.size === 1 ? only : null;
}

/** With `own`, as `switchPolicy` has it. */
export function policyChoice(graphs: Graphs, root: string, own: boolean): PolicyChoice {
  const now = infer(graphs, root);
  const places = shortcutPlaces(graphs, root);
  const fixed = places.filter(({ policy, form }) => policy === null && form !== 'layer');
  const sum = (some: readonly ShortcutPlace[]) => some.reduce((count, { times }) => count + times, 0);
  return {
    current: commonPolicy(places),
    parameters: now.totals.parameters.trainable,
    multiplyAdds: now.totals.multiplyAdds,
    forms: countForms(places),
    auto: sum(places.filter(({ policy }) => policy !== null)),
    own: sum(fixed),
    options: shortcutPolicies.map((policy) => optionOf(graphs, root, policy, own, now, places)),
  };
}

function optionOf(graphs: Graphs, root: string, policy: ShortcutPolicy, own: boolean, now: Inference, places: readonly ShortcutPlace[]): PolicyOption {
  const switched = switchPolicy(graphs, root, policy, own);
  if (!switched.ok) return { policy, ok: false, problem: switched.problem };
  const then = infer(switched.value, root);
  const known = new Set(now.problems.map(problemKey));
  const fault = then.problems.find((found) => found.severity === 'error' && !known.has(problemKey(found)));
  if (fault !== undefined) return { policy, ok: false, problem: fault };
  const after = shortcutPlaces(switched.value, root);
  const byKey = new Map(after.map((place) => [placeKey(place), place]));
  const changes = places.flatMap((before) => {
    const place = byKey.get(placeKey(before));
    return place === undefined || place.form === before.form ? [] : [{ before, after: place }];
  });
  const { parameters, multiplyAdds } = then.totals;
  return {
    policy,
    ok: true,
    parameters: parameters.trainable,
    multiplyAdds,
    difference: { parameters: parameters.trainable - now.totals.parameters.trainable, multiplyAdds: multiplyAdds - now.totals.multiplyAdds },
    forms: countForms(after),
    changes,
  };
}

function problemKey({ code, place }: GraphProblem): string {
  return `${code} ${place.node ?? ''} ${place.port ?? ''}`;
}
