'use client';
/** Settings of a block node: open, unpack, make unique; how often it is repeated; its parameters, and those of the first repeat. */
import { Group, LogIn, SlidersHorizontal, Split, Ungroup } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { BLOCK, countField, definitionOf, fieldOfParameter } from '@/lib/graph/blocks';
import type { Field } from '@/lib/graph/fields';
import type { GraphNode, GraphParameter } from '@/lib/graph/graph';
import { editDefinition } from '@/lib/stores/definition-panels';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useBlockTravel } from './block-travel';
import { useCanvas } from './canvas-context';
import { FieldControl } from './inspector-fields';
import { StackTool } from './stack-tool';

type Props = { readonly id: string; readonly node: GraphNode; readonly dock: 'below' | 'beside' | 'sheet' };

const noParameters: readonly GraphParameter[] = [];

export function BlockSettings({ id, node, dock }: Props) {
  const { editable, actions } = useCanvas();
  const parameters = useNotebook((document) => definitionOf(document.graphs, node.graph)?.graph.parameters ?? noParameters);
  const t = useTranslations('canvas');
  const repeat = node.repeat;
  const first = (name: string): Field['text'] => {
    const text = { label: t('firstOnly', { name }), help: t('firstHelp', { name }) };
    return { en: text, zh: text };
  };
  return (
    <>
      <BlockTools id={id} node={node} />
      <div className={dock === 'below' ? 'grid3' : 'grid2'}>
        <FieldControl name="count" field={countField} raw={repeat?.count ?? 1} disabled={!editable} change={(value) => actions.setRepeat(id, value)} bound={{ node: id, slot: { kind: 'count' } }} />
        {parameters.map((parameter) => (
          <FieldControl
            key={parameter.name}
            name={parameter.name}
            field={fieldOfParameter(parameter)}
            raw={node.arguments?.[parameter.name] ?? parameter.default}
            disabled={!editable}
            change={(value) => actions.setArgument(id, parameter.name, value)}
            bound={{ node: id, slot: { kind: 'arguments', name: parameter.name } }}
          />
        ))}
        {repeat !== undefined &&
          parameters.map((parameter) => (
            <FieldControl
              key={`first ${parameter.name}`}
              name={parameter.name}
              field={{ ...fieldOfParameter(parameter), text: first(parameter.name) }}
              raw={repeat.first?.[parameter.name] ?? node.arguments?.[parameter.name] ?? parameter.default}
              disabled={!editable}
              change={(value) => actions.setFirstArgument(id, parameter.name, value)}
              bound={{ node: id, slot: { kind: 'first', name: parameter.name } }}
            />
          ))}
      </div>
    </>
  );
}

function BlockTools({ id, node }: { readonly id: string; readonly node: GraphNode }) {
  const t = useTranslations('canvas');
  const { editable, actions } = useCanvas();
  const { enter } = useBlockTravel();
  const uses = useNotebook((document) => Object.values(document.graphs).reduce((sum, graph) => sum + Object.values(graph.nodes).filter((other) => other.kind === BLOCK && other.graph === node.graph).length, 0));
  const definition = useNotebook((document) => (definitionOf(document.graphs, node.graph) === null ? undefined : node.graph));
  if (definition === undefined) return null;
  return (
    <div className="block-tools">
      <button type="button" className="btn open-block" onClick={() => enter(id)}>
        <LogIn size={14} strokeWidth={1.75} aria-hidden="true" />
        {t('openBlock')}
      </button>
      <button type="button" className="btn" onClick={() => editDefinition(definition)}>
        <SlidersHorizontal size={14} strokeWidth={1.75} aria-hidden="true" />
        {t('editBlock')}
      </button>
      {editable && <StackTool id={id} node={node} />}
      {editable && (
        <button type="button" className="btn" title={`${t('ungroup')} (Ctrl+Shift+G)`} onClick={() => actions.ungroup([id])}>
          <Ungroup size={14} strokeWidth={1.75} aria-hidden="true" />
          {t('ungroup')}
        </button>
      )}
      {editable && uses > 1 && (
        <button type="button" className="btn" onClick={() => actions.makeUnique(id)}>
          <Split size={14} strokeWidth={1.75} aria-hidden="true" />
          {t('makeUnique')}
        </button>
      )}
      <span className="muted">{t('blockUses', { count: uses })}</span>
    </div>
  );
}

/** Makes a block of what is selected; shown where a group is possible at all. */
export function GroupTool({ ids, labelled }: { readonly ids: readonly string[]; readonly labelled: boolean }) {
  const t = useTranslations('canvas');
  const { actions } = useCanvas();
  if (ids.length < 2) return null;
  return (
    <button type="button" className={labelled ? 'btn grow' : 'ibtn'} aria-label={t('group')} title={`${t('group')} (Ctrl+G)`} onClick={() => actions.group(ids)}>
      <Group size={14} strokeWidth={1.75} aria-hidden="true" />
      {labelled && t('group')}
    </button>
  );
}
