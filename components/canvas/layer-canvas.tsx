'use client';
/** The canvas as a cell shows it: in place where there is room; on a narrow screen a picture that opens over the whole screen. */
import { Maximize2, Undo2, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useContext, useEffect, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { CellHeadContext } from '@/components/ui/cell-head';
import { definitionOf } from '@/lib/graph/blocks';
import { useNotebook, useNotebookStore } from '@/lib/stores/notebook-context';
import { CanvasRoot } from './canvas-root';
import { EnteredCanvas } from './entered-canvas';
import { NetCanvas } from './look-canvas';

const NARROW = '(max-width: 640px)';

export type LayerCanvasProps = {
  readonly graphId: string;
  /** All layers of the net, to look at. */
  readonly unrolled: boolean;
  readonly editable: boolean;
  /** Of the canvas in its cell, px. */
  readonly height: number;
  /** Heads the full screen on phones. */
  readonly title: string;
  /** Chips beside that title. */
  readonly status?: ReactNode;
};

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const follow = (): void => setNarrow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return narrow;
}

export function LayerCanvas(props: LayerCanvasProps) {
  const narrow = useNarrow();
  return (
    <div className="canvas-box" style={{ height: props.height }}>
      {narrow ? <PhoneCanvas {...props} /> : props.unrolled ? <NetCanvas root={props.graphId} mode="inline" /> : <EnteredCanvas graphId={props.graphId} editable={props.editable} mode="inline" />}
    </div>
  );
}

function PhoneCanvas({ graphId, unrolled, editable, title, status }: LayerCanvasProps) {
  const t = useTranslations('canvas');
  const { undo } = useNotebookStore();
  const active = useNotebook((document) => definitionOf(document.graphs, graphId)?.id ?? graphId);
  const { strip } = useContext(CellHeadContext);
  return (
    <Dialog.Root>
      {unrolled ? <NetCanvas root={graphId} mode="picture" /> : <CanvasRoot key={active} graphId={active} editable={false} mode="picture" />}
      <Dialog.Trigger className="btn open-full">
        <Maximize2 size={16} strokeWidth={1.75} aria-hidden="true" />
        {t('openFull')}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Content className="canvas-full" aria-describedby={undefined} onEscapeKeyDown={(event) => event.preventDefault()} onOpenAutoFocus={(event) => event.preventDefault()}>
          <header className="full-head">
            <Dialog.Close className="ibtn" aria-label={t('closeFull')}>
              <X size={20} strokeWidth={1.75} aria-hidden="true" />
            </Dialog.Close>
            <Dialog.Title className="grow nowrap">{title}</Dialog.Title>
            {status}
            {editable && (
              <button type="button" className="ibtn" aria-label={t('undo')} onClick={undo}>
                <Undo2 size={19} strokeWidth={1.75} aria-hidden="true" />
              </button>
            )}
          </header>
          {strip}
          {unrolled ? <NetCanvas root={graphId} mode="full" /> : <EnteredCanvas graphId={graphId} editable={editable} mode="full" />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
