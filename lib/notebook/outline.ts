/** The outline of a notebook: its title apart, headings of text cells and one line for every other cell. */
import type { NotebookDocument } from './document';

export type OutlineEntry =
  /** `index` counts the headings within the cell. */
  | { readonly type: 'heading'; readonly cell: string; readonly level: number; readonly text: string; readonly index: number }
  | { readonly type: 'cell'; readonly cell: string; readonly kind: string; readonly title: string };

const heading = /^ {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$/;
const fence = /^ {0,3}(```|~~~)/;

/** ATX headings of levels 1 to 3, outside fenced code. */
export function markdownHeadings(markdown: string): readonly { readonly level: number; readonly text: string }[] {
  let fenced: string | null = null;
  const found: { level: number; text: string }[] = [];
  for (const line of markdown.split('\n')) {
    const mark = fence.exec(line)?.[1] ?? null;
    if (mark !== null && (fenced === null || fenced === mark)) {
      fenced = fenced === null ? mark : null;
      continue;
    }
    const match = fenced === null ? heading.exec(line) : null;
    if (match && match[1].length <= 3) found.push({ level: match[1].length, text: plainText(match[2]) });
  }
  return found;
}

/** Without the marks of emphasis, code and links. */
function plainText(markdown: string): string {
  return markdown.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`$]/g, '');
}

export function outlineOf(document: NotebookDocument): readonly OutlineEntry[] {
  return document.cells.flatMap((cell): readonly OutlineEntry[] => {
    if (cell.kind !== 'text') return [{ type: 'cell', cell: cell.id, kind: cell.kind, title: cell.title ?? '' }];
    const markdown = typeof cell.markdown === 'string' ? cell.markdown : '';
    return markdownHeadings(markdown).map((entry, index) => ({ type: 'heading', cell: cell.id, index, ...entry }));
  });
}
