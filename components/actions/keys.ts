/** Shortcuts as text (`Mod+Shift+Z`, `D D`): matched against key events, and shown as the platform writes them. */

type Stroke = { readonly key: string; readonly mod: boolean; readonly ctrl: boolean; readonly shift: boolean; readonly alt: boolean };

export function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
}

function parseStroke(text: string): Stroke {
  const parts = text.split('+');
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '');
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return { key: key.toLowerCase(), mod: has('Mod'), ctrl: has('Ctrl'), shift: has('Shift'), alt: has('Alt') };
}

/** Strokes of a shortcut, one after the other. */
export function strokesOf(shortcut: string): readonly string[] {
  return shortcut.split(' ');
}

/** Keys without Mod, Ctrl or Alt: those that can be turned off (WCAG 2.1.4). */
export function isLetterKey(shortcut: string): boolean {
  const stroke = parseStroke(strokesOf(shortcut)[0]);
  return !stroke.mod && !stroke.ctrl && !stroke.alt && stroke.key.length === 1;
}

/** With Alt some systems write another letter, so there the place on the keyboard counts; a space has no name of its own. */
function keyOf(event: KeyboardEvent, { alt }: Stroke): string {
  if (event.key === ' ') return 'space';
  return alt && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
}

export function matchesStroke(event: KeyboardEvent, text: string): boolean {
  const stroke = parseStroke(text);
  const apple = isApple();
  const ctrl = stroke.ctrl || (stroke.mod && !apple);
  const meta = stroke.mod && apple;
  if (event.ctrlKey !== ctrl || event.metaKey !== meta || event.altKey !== stroke.alt) return false;
  const symbol = stroke.key.length === 1 && !/[a-z0-9]/.test(stroke.key);
  if (!symbol && event.shiftKey !== stroke.shift) return false;
  return keyOf(event, stroke) === stroke.key;
}

const apple: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥', Enter: '↵', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' };
const other: Readonly<Record<string, string>> = { Mod: 'Ctrl', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' };

/** How a stroke is written on this machine. */
export function showStroke(text: string): string {
  const onApple = isApple();
  const names = onApple ? apple : other;
  return text
    .split('+')
    .map((part) => names[part] ?? part)
    .join(onApple ? '' : '+');
}

/** True in fields where keys write text. */
export function writesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}
