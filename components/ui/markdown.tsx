'use client';
/** Markdown with formulas, sanitised before KaTeX sets the formulas; loaded only where text is shown. */
import 'katex/dist/katex.min.css';
import type { ComponentProps } from 'react';
import ReactMarkdown from 'react-markdown';
import rehypeKatex from 'rehype-katex';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';

/** The usual safe elements; of classes only those that mark formulas and the language of code. */
const schema = {
  ...defaultSchema,
  attributes: { ...defaultSchema.attributes, code: [['className', /^language-./, 'math-inline', 'math-display']] },
} satisfies typeof defaultSchema;

type MarkdownNode = {
  readonly type: string;
  readonly children?: readonly MarkdownNode[];
  readonly position?: { readonly start: { readonly offset?: number } };
  readonly data?: { hProperties?: { className?: unknown } };
};

/** A line with nothing but `$$…$$` is a formula on display, as in most notebooks; the parser alone asks for lines of their own. */
function displayedFormulas() {
  return (tree: MarkdownNode, file: { readonly value: unknown }): void => {
    const source = String(file.value);
    for (const paragraph of tree.children ?? []) {
      const only = paragraph.children?.length === 1 ? paragraph.children[0] : undefined;
      const offset = only?.position?.start.offset;
      if (paragraph.type !== 'paragraph' || only?.type !== 'inlineMath' || offset === undefined || !source.startsWith('$$', offset)) continue;
      if (only.data?.hProperties !== undefined) only.data.hProperties.className = ['language-math', 'math-display'];
    }
  };
}

function Link({ href, children }: ComponentProps<'a'>) {
  const outside = href !== undefined && /^https?:/.test(href);
  return (
    <a href={href} {...(outside ? { target: '_blank', rel: 'noreferrer' } : {})}>
      {children}
    </a>
  );
}

/** What breaks a line or fills an area; its words stand in the line instead. */
const blocks = ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr', 'br', 'img', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'section', 'input'];

/** With `inline`, as one line: emphasis, code, links and formulas alone. */
export function Markdown({ text, inline = false }: { readonly text: string; readonly inline?: boolean }) {
  return (
    <ReactMarkdown
      remarkPlugins={inline ? [remarkGfm, remarkMath] : [remarkGfm, remarkMath, displayedFormulas]}
      rehypePlugins={[
        [rehypeSanitize, schema],
        [rehypeKatex, { trust: false, strict: 'ignore', maxExpand: 1000, maxSize: 20 }],
      ]}
      components={{ a: Link }}
      {...(inline ? { disallowedElements: blocks, unwrapDisallowed: true } : {})}
    >
      {text}
    </ReactMarkdown>
  );
}
