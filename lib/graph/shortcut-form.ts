/** What a shortcut is at its place once `auto` is decided: by the option of the paper that holds there, and by the shapes. */
import { assertNever } from '@/lib/util/assert-never';

/** Options of the paper for a whole net: zero-padding, projection where shapes change, projection everywhere; or no shortcut at all. */
export type ShortcutPolicy = 'A' | 'B' | 'C' | 'none';
export const shortcutPolicies: readonly ShortcutPolicy[] = ['A', 'B', 'C', 'none'];

export function isShortcutPolicy(value: unknown): value is ShortcutPolicy {
  return shortcutPolicies.some((policy) => policy === value);
}

/** `severed` carries nothing. */
export type ShortcutForm = 'identity' | 'projection' | 'zeroPadding' | 'severed';

export type ShortcutType = 'identity' | 'projection' | 'zeroPadding' | 'auto';

/** The channels are null where they are not known yet. */
export function shortcutForm(channels: number | null, config: { readonly type: ShortcutType; readonly filters: number; readonly strides: number; readonly policy: ShortcutPolicy }): ShortcutForm {
  if (config.type !== 'auto') return config.type;
  const unchanged = config.strides === 1 && channels === config.filters;
  switch (config.policy) {
    case 'none':
      return 'severed';
    case 'A':
      return unchanged ? 'identity' : 'zeroPadding';
    case 'B':
      return unchanged ? 'identity' : 'projection';
    case 'C':
      return 'projection';
    default:
      return assertNever(config.policy);
  }
}
