/** The keys of a canvas, for the help sheet; the canvas itself hears them while it holds the focus. */
import type { Messages } from '@/lib/i18n/messages';

export type CanvasKey = { readonly label: keyof Messages['notebook']; readonly shortcuts: readonly string[] };

export const canvasKeys: readonly CanvasKey[] = [
  { label: 'keyAddLayer', shortcuts: ['N', 'Shift+A'] },
  { label: 'keyLink', shortcuts: ['L'] },
  { label: 'keyWalk', shortcuts: ['ArrowLeft', 'ArrowRight'] },
  { label: 'keyNudge', shortcuts: ['Alt+ArrowLeft', 'Alt+ArrowRight'] },
  { label: 'keySettings', shortcuts: ['Enter'] },
  { label: 'keyRename', shortcuts: ['F2'] },
  { label: 'keyBypass', shortcuts: ['D', 'Mod+B'] },
  { label: 'keyReplace', shortcuts: ['R'] },
  { label: 'keyDuplicate', shortcuts: ['Mod+D'] },
  { label: 'keyGroup', shortcuts: ['Mod+G'] },
  { label: 'keyUngroup', shortcuts: ['Mod+Shift+G'] },
  { label: 'keyShortcuts', shortcuts: ['P'] },
  { label: 'keySelectAll', shortcuts: ['Mod+A'] },
  { label: 'keyCopyPaste', shortcuts: ['Mod+C', 'Mod+X', 'Mod+V'] },
  { label: 'keyDeleteKeeping', shortcuts: ['Delete'] },
  { label: 'keyDeletePlain', shortcuts: ['Shift+Delete', 'Mod+Delete'] },
  { label: 'keyTidy', shortcuts: ['Shift+Alt+T'] },
  { label: 'keyFrame', shortcuts: ['C'] },
  { label: 'keyNote', shortcuts: ['Shift+S'] },
  { label: 'keyFit', shortcuts: ['1', '.'] },
  { label: 'keyFullSize', shortcuts: ['0'] },
];
