'use client';
/** What an empty notebook offers: a block, an empty graph, a net of the zoo, or to be led. */
import { useTranslations } from 'use-intl';
import { insertCell } from '@/components/actions/cells';
import { focusCell } from '@/components/actions/focus';
import { BlockArt, EmptyArt, GuideArt, StackArt, StartCard } from '@/components/ui/start-card';
import { emptyLayout } from '@/lib/notebook/layout';
import { residualNet } from '@/lib/notebook/starter/graphs';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { startGuide } from './start-guide';

export function EmptyNotebook() {
  const t = useTranslations('notebook');
  const store = useNotebookStore();

  function addNet(): void {
    store.dispatch({ type: 'addCell', args: { cell: { id: 'cell1', kind: 'graph', graph: 'graph1' }, graphs: { graph1: residualNet('') }, layout: { graph1: emptyLayout } } });
    focusCell('cell1', 'command');
  }

  return (
    <>
      <div className="text">
        <p className="muted">{t('writeOrStart')}</p>
      </div>
      <div className="start-cards in-notebook">
        <StartCard art={<BlockArt />} title={t('startBlock')} text={t('startBlockText')} onClick={addNet} />
        <StartCard art={<EmptyArt />} title={t('startGraph')} text={t('startGraphText')} onClick={() => insertCell(store, 'graph', 0)} />
        <StartCard art={<StackArt />} title={t('startZoo')} text={t('startZooText')} onClick={() => useNotebookUi.setState({ zoo: true })} />
        <StartCard art={<GuideArt />} title={t('guide')} text={t('startGuideText')} onClick={() => startGuide(store)} />
      </div>
    </>
  );
}
