'use client';
/** A graph as a tree that can be read aloud and walked by keys: layers in the order in which they compute, in step with the selection. */
import { useMemo, useRef, type KeyboardEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Graph } from '@/lib/graph/graph';
import { graphOutline, type OutlineItem } from '@/lib/graph/outline';
import { formatShape } from '@/lib/graph/shape';
import type { NotebookDocument } from '@/lib/notebook/document';
import { inferenceOf } from '@/lib/stores/inference';
import { useNotebook } from '@/lib/stores/notebook-context';
import { revealNode } from '@/lib/stores/reveal';
import { useSelectedNodes } from '@/lib/stores/selection';
import type { Language } from '@/lib/i18n/define';
import { nodeCalled } from './node-label';
import { Glyph } from './glyphs';

const outlines = new WeakMap<Graph, readonly OutlineItem[]>();

function outlineOf(graph: Graph): readonly OutlineItem[] {
  const known = outlines.get(graph);
  if (known) return known;
  const outline = graphOutline(graph);
  outlines.set(graph, outline);
  return outline;
}

type Translate = ReturnType<typeof useTranslations<'canvas'>>;

type Line = { readonly called: string; readonly sources: readonly { readonly text: string; readonly shortcut: boolean }[]; readonly shape: string };

function lineOf(document: NotebookDocument, graphId: string, item: OutlineItem, language: Language, t: Translate): Line {
  const called = (id: string) => nodeCalled(document, graphId, id, language);
  const shape = inferenceOf(document.graphs, graphId)?.nodes.get(item.id)?.outputShape ?? null;
  const sources = item.sources.map(({ node, shortcut, via }) => {
    if (!shortcut) return { text: t('labelFrom', { sources: called(node) }), shortcut };
    return { text: via === null ? t('outlineShortcut', { source: called(node) }) : t('outlineShortcutOver', { source: called(node), via: called(via) }), shortcut };
  });
  return { called: called(item.id), sources, shape: t('labelOut', { shape: formatShape(shape) }) };
}

/** Read aloud: `Add (add1), from BN (bn2), shortcut from Input (input1), out 32×32×16`. */
function spoken({ called, sources, shape }: Line, language: Language): string {
  return [called, ...sources.map(({ text }) => text), shape].join(language === 'zh' ? '，' : ', ');
}

/** On the screen the order of the lines tells the chain; only shortcuts need words. */
function Words({ line: { called, sources } }: { readonly line: Line }) {
  return (
    <span className="grow" aria-hidden="true">
      {called}
      {sources.filter(({ shortcut }) => shortcut).map(({ text }) => (
        <span key={text} className="shortcut-source">
          {text}
        </span>
      ))}
    </span>
  );
}

export function GraphOutline({ graphId, onGo }: { readonly graphId: string; readonly onGo?: () => void }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const document = useNotebook((whole) => whole);
  const selected = useSelectedNodes(graphId);
  const tree = useRef<HTMLUListElement>(null);
  const graph = document.graphs[graphId];
  const items = useMemo(() => (graph ? outlineOf(graph) : []), [graph]);
  if (!graph || items.length === 0) return null;
  const current = items.findIndex((item) => selected.includes(item.id));

  function go(id: string): void {
    revealNode(graphId, id);
    onGo?.();
  }
  function onKeyDown(event: KeyboardEvent<HTMLLIElement>, index: number): void {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') go(items[index].id);
    else if (to === undefined) return;
    else tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[Math.min(items.length - 1, Math.max(0, to))]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <ul ref={tree} role="tree" className="graph-outline" aria-label={t('outlineLabel', { name: graph.name === '' ? t('title') : graph.name })}>
      {items.map((item, index) => {
        const line = lineOf(document, graphId, item, language, t);
        return (
          <li
            key={item.id}
            role="treeitem"
            aria-label={spoken(line, language)}
            aria-level={item.level + 1}
            aria-selected={selected.includes(item.id)}
            tabIndex={index === Math.max(0, current) ? 0 : -1}
            style={{ paddingInlineStart: 6 + item.level * 14 }}
            onClick={() => go(item.id)}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            <Glyph kind={graph.nodes[item.id].kind} />
            <Words line={line} />
          </li>
        );
      })}
    </ul>
  );
}
