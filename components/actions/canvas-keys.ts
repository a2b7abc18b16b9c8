/** The keys of a canvas: the canvas hears them by this table while it holds the focus, and the help sheet shows it. */
import type { Messages } from '@/lib/i18n/messages';
import { isLetterKey, matchesStroke } from './keys';

type CanvasKey = {
  readonly id: string;
  readonly label: keyof Messages['notebook'];
  readonly shortcuts: readonly string[];
  /** Heard by the cell around the canvas, or by the browser, which sends events of its own. */
  readonly elsewhere?: true;
};

/** Opens the choice of shortcuts of a net. */
export const POLICY_KEY = 'P';

export const canvasKeys = [
  { id: 'addLayer', label: 'keyAddLayer', shortcuts: ['N', 'Shift+A'] },
  { id: 'link', label: 'keyLink', shortcuts: ['L'] },
  { id: 'wires', label: 'keyWires', shortcuts: ['W'] },
  { id: 'search', label: 'keySearch', shortcuts: ['Mod+F', '/'] },
  { id: 'unroll', label: 'keyUnroll', shortcuts: ['U'] },
  { id: 'walk', label: 'keyWalk', shortcuts: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
  { id: 'nudge', label: 'keyNudge', shortcuts: ['Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+ArrowUp', 'Alt+ArrowDown'] },
  { id: 'nudgeFar', label: 'keyNudgeFar', shortcuts: ['Shift+Alt+ArrowLeft', 'Shift+Alt+ArrowRight', 'Shift+Alt+ArrowUp', 'Shift+Alt+ArrowDown'] },
  { id: 'enter', label: 'keySettings', shortcuts: ['Enter'] },
  { id: 'toggle', label: 'keyToggle', shortcuts: ['Space'] },
  { id: 'escape', label: 'keyEscape', shortcuts: ['Escape'] },
  { id: 'rename', label: 'keyRename', shortcuts: ['F2'] },
  { id: 'bypass', label: 'keyBypass', shortcuts: ['D', 'Mod+B'] },
  { id: 'replace', label: 'keyReplace', shortcuts: ['R'] },
  { id: 'duplicate', label: 'keyDuplicate', shortcuts: ['Mod+D'] },
  { id: 'group', label: 'keyGroup', shortcuts: ['Mod+G'] },
  { id: 'ungroup', label: 'keyUngroup', shortcuts: ['Mod+Shift+G'] },
  { id: 'stack', label: 'keyStack', shortcuts: ['S'] },
  { id: 'policy', label: 'keyShortcuts', shortcuts: [POLICY_KEY], elsewhere: true },
  { id: 'selectAll', label: 'keySelectAll', shortcuts: ['Mod+A'] },
  { id: 'clipboard', label: 'keyCopyPaste', shortcuts: ['Mod+C', 'Mod+X', 'Mod+V'], elsewhere: true },
  { id: 'removeKeeping', label: 'keyDeleteKeeping', shortcuts: ['Delete', 'Backspace'] },
  { id: 'removePlain', label: 'keyDeletePlain', shortcuts: ['Shift+Delete', 'Mod+Delete', 'Mod+Backspace'] },
  { id: 'tidy', label: 'keyTidy', shortcuts: ['Shift+Alt+T'] },
  { id: 'frame', label: 'keyFrame', shortcuts: ['C'] },
  { id: 'note', label: 'keyNote', shortcuts: ['Shift+S'] },
  { id: 'fit', label: 'keyFit', shortcuts: ['1'] },
  { id: 'fitSelection', label: 'keyFitSelection', shortcuts: ['.'] },
  { id: 'fullSize', label: 'keyFullSize', shortcuts: ['0'] },
] as const satisfies readonly CanvasKey[];

type Heard = Exclude<(typeof canvasKeys)[number], { readonly elsewhere: true }>;
export type CanvasKeyId = Heard['id'];

function isHeard(key: (typeof canvasKeys)[number]): key is Heard {
  return !('elsewhere' in key);
}

/** What a key means to a canvas; null for nothing. Keys that write a character can be turned off. */
export function canvasKeyOf(event: KeyboardEvent, singleKeys: boolean): CanvasKeyId | null {
  const means = (shortcut: string) => matchesStroke(event, shortcut) && (singleKeys || !isLetterKey(shortcut));
  return canvasKeys.filter(isHeard).find(({ shortcuts }) => shortcuts.some(means))?.id ?? null;
}
