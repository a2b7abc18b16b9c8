'use client';
/** A canvas that shows what the document does not hold: repeats one after the other, or a net layer by layer. It follows the document and changes nothing. */
import { useEffect, useMemo, useState } from 'react';
import { useLocale } from 'use-intl';
import { problemSentence } from '@/lib/i18n/format';
import { RouteContext } from '@/lib/stores/entered-blocks';
import { createLookStore } from '@/lib/stores/look-store';
import { NotebookProvider, useNotebook } from '@/lib/stores/notebook-context';
import { CanvasRoot } from './canvas-root';
import type { Mode } from './canvas-surface';
import { LookContext, type MadeLook } from './look';
import { netLook } from './look-net';

export function LookCanvas({ made, mode }: { readonly made: MadeLook; readonly mode: Mode }) {
  const document = useNotebook((whole) => whole);
  const shown = useMemo(() => ({ ...document, graphs: made.graphs, layout: { ...document.layout, [made.look.graphId]: made.layout } }), [document, made]);
  const [store] = useState(() => createLookStore(shown));
  useEffect(() => store.replace(shown), [store, shown]);
  return (
    <NotebookProvider store={store}>
      <LookContext value={made.look}>
        <RouteContext value={null}>
          <CanvasRoot graphId={made.look.graphId} editable={false} mode={mode} />
        </RouteContext>
      </LookContext>
    </NotebookProvider>
  );
}

/** Width of the place for a net by its height: in the column of a notebook, and on a phone. */
const ASPECT = { inline: 2.1, picture: 0.75, full: 0.62 } as const;

export function NetCanvas({ root, mode }: { readonly root: string; readonly mode: Mode }) {
  const language = useLocale();
  const graphs = useNotebook((document) => document.graphs);
  const made = useMemo(() => netLook(graphs, root, ASPECT[mode]), [graphs, root, mode]);
  if (made === null) return null;
  if (!made.ok) return <p className="canvas-empty">{problemSentence(made.problem, language)}</p>;
  return <LookCanvas made={made.value} mode={mode} />;
}
