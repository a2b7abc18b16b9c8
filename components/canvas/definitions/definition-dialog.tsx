'use client';
/** Edits what a block is to those who use it: its name, its parameters and its ports. */
import { Plus, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import type { Graph, GraphParameter } from '@/lib/graph/graph';
import { definitionsOf } from '@/lib/notebook/definitions';
import { useDefinitionPanels } from '@/lib/stores/definition-panels';
import { useGraph, useNotebook, useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';
import { ParameterRow } from './parameter-row';
import { PortList } from './port-list';

function close(): void {
  useDefinitionPanels.setState({ editing: null });
}

export function DefinitionDialog({ id }: { readonly id: string }) {
  const graph = useGraph(id);
  const returnFocus = useReturnFocus();
  if (!graph) return null;
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog plain definition" aria-describedby={undefined} onCloseAutoFocus={returnFocus}>
          <Body id={id} graph={graph} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const noParameters: readonly GraphParameter[] = [];

function Body({ id, graph }: { readonly id: string; readonly graph: Graph }) {
  const t = useTranslations('definitions');
  const common = useTranslations('common');
  const notebook = useNotebookStore();
  const readOnly = useReadOnly();
  const uses = useNotebook((document) => definitionsOf(document).find((entry) => entry.id === id)?.uses.length ?? 0);
  const [added, setAdded] = useState<string | null>(null);
  const parameters = graph.parameters ?? noParameters;

  function add(): void {
    let number = 1;
    while (parameters.some(({ name }) => name === `parameter${number}`)) number++;
    const name = `parameter${number}`;
    if (notebook.dispatch({ type: 'putParameter', args: { graph: id, name: null, parameter: { name, type: 'integer', default: 1 } } }) === null) setAdded(name);
  }
  function move(from: number, by: number): void {
    const order = parameters.map(({ name }) => name);
    const [moved] = order.splice(from, 1);
    order.splice(from + by, 0, moved);
    notebook.dispatch({ type: 'updateDefinition', args: { graph: id, parameters: order } });
  }
  return (
    <>
      <div className="row">
        <Dialog.Title asChild>
          <h2 className="grow">{t('edit')}</h2>
        </Dialog.Title>
        <Dialog.Close className="ibtn" aria-label={common('close')}>
          <X size={16} aria-hidden />
        </Dialog.Close>
      </div>
      <p className="muted">{t('usedIn', { count: uses })}</p>
      <label className="part">
        <span className="label">{t('name')}</span>
        <input
          className="field"
          aria-label={t('blockName')}
          value={graph.name}
          placeholder={id}
          maxLength={200}
          disabled={readOnly}
          onChange={(event) => notebook.dispatch({ type: 'updateDefinition', args: { graph: id, name: event.target.value } }, { gesture: `name ${id}` })}
          onBlur={() => notebook.endGesture()}
        />
      </label>
      <section aria-label={t('parameters')}>
        <h3>{t('parameters')}</h3>
        {parameters.length === 0 ? (
          <p className="muted">{t('noParameters')}</p>
        ) : (
          <ul className="parameters">
            {parameters.map((parameter, index) => (
              <ParameterRow
                key={index}
                graph={id}
                parameter={parameter}
                index={index}
                count={parameters.length}
                disabled={readOnly}
                autoFocus={added === parameter.name}
                move={(by) => move(index, by)}
              />
            ))}
          </ul>
        )}
        {!readOnly && (
          <button type="button" className="btn small" onClick={add}>
            <Plus size={14} strokeWidth={1.75} aria-hidden="true" />
            {t('addParameter')}
          </button>
        )}
      </section>
      <section aria-label={t('ports')}>
        <h3>{t('ports')}</h3>
        <PortList id={id} graph={graph} disabled={readOnly} />
      </section>
    </>
  );
}
