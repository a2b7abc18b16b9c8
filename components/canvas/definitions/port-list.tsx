'use client';
/** The ports of a block: inputs in their order, which can be changed, and its output; each with the name that stands at the block. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { inputNodes, outputNodes } from '@/lib/graph/blocks';
import type { Graph } from '@/lib/graph/graph';
import { useNotebookStore } from '@/lib/stores/notebook-context';

type Props = { readonly id: string; readonly graph: Graph; readonly disabled: boolean };

export function PortList({ id, graph, disabled }: Props) {
  const t = useTranslations('definitions');
  const notebook = useNotebookStore();
  const inputs = inputNodes(graph);
  function move(from: number, by: number): void {
    const ports = [...inputs];
    const [moved] = ports.splice(from, 1);
    ports.splice(from + by, 0, moved);
    notebook.dispatch({ type: 'updateDefinition', args: { graph: id, ports } });
  }
  return (
    <ul className="ports">
      {inputs.map((port, index) => (
        <li key={port}>
          <span className="muted">{t('input')}</span>
          <PortName id={id} graph={graph} port={port} disabled={disabled} />
          {inputs.length > 1 && !disabled && (
            <span className="row tight">
              <button type="button" className="ibtn" aria-label={t('moveUp', { name: port })} title={t('moveUp', { name: port })} disabled={index === 0} onClick={() => move(index, -1)}>
                <ArrowUp size={14} strokeWidth={1.75} aria-hidden="true" />
              </button>
              <button type="button" className="ibtn" aria-label={t('moveDown', { name: port })} title={t('moveDown', { name: port })} disabled={index === inputs.length - 1} onClick={() => move(index, 1)}>
                <ArrowDown size={14} strokeWidth={1.75} aria-hidden="true" />
              </button>
            </span>
          )}
        </li>
      ))}
      {outputNodes(graph).map((port) => (
        <li key={port}>
          <span className="muted">{t('output')}</span>
          <PortName id={id} graph={graph} port={port} disabled={disabled} />
        </li>
      ))}
    </ul>
  );
}

function PortName({ id, graph, port, disabled }: Props & { readonly port: string }) {
  const t = useTranslations('definitions');
  const notebook = useNotebookStore();
  return (
    <input
      className="field mono"
      aria-label={t('portName', { port })}
      value={graph.nodes[port].title ?? ''}
      placeholder={port}
      maxLength={200}
      disabled={disabled}
      onChange={(event) => notebook.dispatch({ type: 'updateNode', args: { graph: id, nodes: [port], title: event.target.value } }, { gesture: `title ${id} ${port}` })}
      onBlur={() => notebook.endGesture()}
    />
  );
}
