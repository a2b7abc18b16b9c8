'use client';
/** The way into opened blocks: each step leads back to its graph, and of a repeated block the neighbours can be gone to. */
import { ChevronLeft, ChevronRight, SlidersHorizontal } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { formatStep, parseStep } from '@/lib/graph/steps';
import { repeatsOf } from '@/lib/graph/unroll';
import { activeVariant } from '@/lib/graph/variants';
import { titleOfGraph } from '@/lib/notebook/graph-use';
import type { NotebookDocument } from '@/lib/notebook/document';
import { editDefinition } from '@/lib/stores/definition-panels';
import { enterPath, scopeSeen, sightOf, type Route } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';

type Crumb = { readonly name: string; /** Which of how many; null where a block stands once. */ readonly instance: { readonly index: number; readonly count: number } | null };

/** The cell's graph first. */
export function crumbsOf(document: NotebookDocument, { root, path }: Route, untitled: string): readonly Crumb[] {
  const { graphs } = document;
  const crumbs: Crumb[] = [{ name: titleOfGraph(document, root) ?? untitled, instance: null }];
  path.forEach((text, length) => {
    const route: Route = { root, path: path.slice(0, length) };
    const outer = sightOf(graphs, route);
    const step = parseStep(text);
    const node = outer ? graphs[outer.graph].nodes[step.node] : undefined;
    const block = graphs[node?.graph ?? '']?.name ?? '';
    const variant = activeVariant(graphs, node?.graph);
    const named = node?.title ?? (block === '' || !/^block\d*$/.test(step.node) ? step.node : block);
    const count = outer ? (repeatsOf(graphs, node, scopeSeen(graphs, outer.graph, route))?.count ?? 1) : 1;
    const parts = [named, ...(named === block || block === '' ? [] : [block]), ...(variant === null ? [] : [variant])];
    crumbs.push({ name: parts.join(' · '), instance: count > 1 ? { index: step.instance ?? 0, count } : null });
  });
  return crumbs;
}

export function BlockPath({ route, full }: { readonly route: Route; readonly full: boolean }) {
  const t = useTranslations('canvas');
  const document = useNotebook((whole) => whole);
  const crumbs = useMemo(() => crumbsOf(document, route, t('title')), [document, route, t]);
  const last = crumbs.at(-1)?.instance ?? null;
  const entered = sightOf(document.graphs, route)?.graph;
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    enterPath(route.root, route.path.slice(0, -1));
  }
  return (
    <nav className={full ? 'panel block-path full' : 'panel block-path'} aria-label={t('blockPath')} onKeyDown={onKeyDown}>
      <ol>
        {crumbs.map(({ name, instance }, depth) => {
          const words = (
            <>
              {name}
              {instance && <span className="instance">{t('instance', { number: instance.index + 1, count: instance.count })}</span>}
            </>
          );
          return (
            <li key={depth}>
              {depth < crumbs.length - 1 ? (
                <button type="button" onClick={() => enterPath(route.root, route.path.slice(0, depth))}>
                  {words}
                </button>
              ) : (
                <b aria-current="location">{words}</b>
              )}
            </li>
          );
        })}
      </ol>
      {last && <Neighbours route={route} index={last.index} count={last.count} />}
      {entered !== undefined && (
        <button type="button" aria-label={t('editBlock')} title={t('editBlock')} onClick={() => editDefinition(entered)}>
          <SlidersHorizontal size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
      {!full && <small>{t('leaveHint')}</small>}
    </nav>
  );
}

/** From repeat to repeat of the block that is open. */
function Neighbours({ route, index, count }: { readonly route: Route; readonly index: number; readonly count: number }) {
  const t = useTranslations('canvas');
  const go = (to: number): void => {
    const { node } = parseStep(route.path.at(-1) ?? '');
    enterPath(route.root, [...route.path.slice(0, -1), formatStep({ node, instance: to })]);
  };
  return (
    <span className="neighbours">
      <button type="button" aria-label={t('previousInstance')} title={t('previousInstance')} disabled={index === 0} onClick={() => go(index - 1)}>
        <ChevronLeft size={14} strokeWidth={2} aria-hidden="true" />
      </button>
      <button type="button" aria-label={t('nextInstance')} title={t('nextInstance')} disabled={index === count - 1} onClick={() => go(index + 1)}>
        <ChevronRight size={14} strokeWidth={2} aria-hidden="true" />
      </button>
    </span>
  );
}
