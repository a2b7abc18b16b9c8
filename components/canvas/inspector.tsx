'use client';
/** Settings of the selected layers, where their numbers come from and what they do; below, beside, or a sheet from the bottom. */
import { Ban, Pin, PinOff, Replace, Spline, Trash2, X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { BLOCK } from '@/lib/graph/blocks';
import type { ConfigValue, GraphNode } from '@/lib/graph/graph';
import type { NodeFacts } from '@/lib/graph/inference';
import type { AnyKind } from '@/lib/graph/kind';
import { kindOf } from '@/lib/graph/registry';
import { isReplaceable } from '@/lib/graph/replace';
import { useNodeFacts } from '@/lib/stores/inference';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useSelectedNodes } from '@/lib/stores/selection';
import { compactNumber } from '@/lib/util/compact-number';
import { BlockSettings, GroupTool } from './block-settings';
import { useCanvas } from './canvas-context';
import { Derivation } from './derivation';
import { Glyph } from './glyphs';
import { InspectorNotch } from './inspector-notch';
import { FieldControl, isShown } from './inspector-fields';
import { kindName } from './node-text';
import { openReplace } from './replace-menu';
import { ShortcutPlaces } from './shortcut-place';
import { sidesOf } from './size';
import { Variants } from './variants';

const Markdown = lazy(() => import('@/components/ui/markdown').then((module) => ({ default: module.Markdown })));

export type Dock = 'below' | 'beside' | 'sheet';

const noNodes: Readonly<Record<string, GraphNode>> = {};

export function Inspector({ dock }: { readonly dock: Dock }) {
  const { graphId } = useCanvas();
  const nodes = useNotebook((document) => document.graphs[graphId]?.nodes ?? noNodes);
  const selected = useSelectedNodes(graphId).filter((id) => id in nodes);
  const lone = selected.length === 1 ? selected[0] : '';
  const failing = useNodeFacts(graphId, lone)?.problems.some((problem) => problem.severity === 'error') ?? false;
  if (selected.length === 0) return null;
  // Where there is nothing to set, the problem's card says all that matters.
  if (dock === 'below' && failing && nodes[lone].kind !== BLOCK && Object.keys(kindOf(nodes[lone].kind)?.fields ?? {}).length === 0) return null;
  const kinds = new Set(selected.map((id) => nodes[id].kind));
  return (
    <>
      <InspectorBody key={selected.join(' ')} dock={dock} ids={selected} node={nodes[selected[0]]} same={kinds.size === 1} />
      {dock === 'below' && lone !== '' && <InspectorNotch id={lone} />}
    </>
  );
}

type BodyProps = { readonly dock: Dock; readonly ids: readonly string[]; readonly node: GraphNode; readonly same: boolean };

function InspectorBody({ dock, ids, node, same }: BodyProps) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { graphId } = useCanvas();
  const facts = useNodeFacts(graphId, ids[0]);
  const blockName = useNotebook((document) => (node.graph === undefined ? undefined : document.graphs[node.graph]?.name));
  const kind = same ? kindOf(node.kind) : undefined;
  const name = same ? kindName(node, blockName, language) : t('severalLayers', { count: ids.length });
  const alone = ids.length === 1;
  return (
    <section className={`panel inspector ${dock} nowheel ${node.kind === BLOCK && alone ? 'of-block' : kind && Object.keys(kind.fields).length > 0 ? '' : 'plain'}`} aria-label={t('inspector', { name })}>
      <div className="settings">
        <h4>
          {same && <Glyph kind={node.kind} />}
          {name}
          {alone ? <TitleField id={ids[0]} node={node} /> : <span className="muted">{t('layerCount', { count: ids.length })}</span>}
          {dock !== 'sheet' && <NodeTools ids={ids} node={node} labelled={false} />}
          {dock === 'sheet' && facts && alone && (
            <span className="mono soft end">
              θ {compactNumber(facts.parameters.trainable)} ×+ {compactNumber(facts.multiplyAdds)}
            </span>
          )}
        </h4>
        {kind && <FieldList ids={ids} kind={kind} facts={facts} dock={dock} />}
        {same && alone && node.kind === BLOCK && <BlockSettings id={ids[0]} node={node} dock={dock} />}
        {same && alone && node.kind === BLOCK && <Variants node={node} />}
        {dock === 'sheet' && <NodeTools ids={ids} node={node} labelled />}
      </div>
      {alone && kind && (
        <Derivation id={ids[0]} kind={kind} facts={facts}>
          {node.kind === 'shortcut' && <ShortcutPlaces id={ids[0]} />}
        </Derivation>
      )}
      {alone && kind && <Explanation kind={kind} facts={facts} />}
    </section>
  );
}

/** The raw value that all layers share, or undefined where they differ. */
function sharedValue(nodes: readonly GraphNode[], name: string, fallback: ConfigValue): ConfigValue | undefined {
  const values = nodes.map((node) => node.config?.[name] ?? fallback);
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

type FieldListProps = { readonly ids: readonly string[]; readonly kind: AnyKind; readonly facts: NodeFacts | undefined; readonly dock: Dock };

function FieldList({ ids, kind, facts, dock }: FieldListProps) {
  const { graphId, editable, actions } = useCanvas();
  const all = useNotebook((document) => document.graphs[graphId]?.nodes ?? noNodes);
  const nodes = ids.map((id) => all[id]).filter((node) => node !== undefined);
  const fields = Object.entries(kind.fields).filter(([, field]) => isShown(field, facts?.config ?? {}));
  const ordered = [...fields.filter(([, field]) => field.advanced !== true), ...fields.filter(([, field]) => field.advanced === true)];
  if (ordered.length === 0) return null;
  return (
    <div className={dock === 'below' ? 'grid3' : 'grid2'}>
      {ordered.map(([name, field]) => (
        <FieldControl
          key={name}
          name={name}
          field={field}
          raw={sharedValue(nodes, name, field.default)}
          disabled={!editable}
          change={(value) => actions.configure(ids, name, value)}
          bound={ids.length === 1 ? { node: ids[0], slot: { kind: 'config', name } } : undefined}
        />
      ))}
    </div>
  );
}

/** Shows the id until a title is written over it. */
function TitleField({ id, node }: { readonly id: string; readonly node: GraphNode }) {
  const t = useTranslations('canvas');
  const { editable, actions, notebook } = useCanvas();
  return (
    <input
      className="inspector-title mono"
      aria-label={t('titleField', { id })}
      title={t('titleField', { id })}
      value={node.title ?? ''}
      placeholder={id}
      maxLength={200}
      disabled={!editable}
      onChange={(event) => actions.rename(id, event.target.value)}
      onBlur={() => notebook.endGesture()}
    />
  );
}

function NodeTools({ ids, node, labelled }: { readonly ids: readonly string[]; readonly node: GraphNode; readonly labelled: boolean }) {
  const t = useTranslations('canvas');
  const parts = useCanvas();
  const { editable, actions, overlay, view, canvasId, graphId } = parts;
  const pinned = useNotebook((document) => ids.every((id) => document.layout[graphId]?.pinned?.includes(id) ?? false));
  if (!editable) return null;
  const PinIcon = pinned ? PinOff : Pin;
  const sides = sidesOf(node);
  const link = (): void => {
    const box = document.getElementById(canvasId)?.getBoundingClientRect();
    overlay.setState({ menu: { kind: 'link', from: ids[0], x: (box?.width ?? 0) / 2 - 130, y: 56 } });
  };
  return (
    <div className={labelled ? 'node-tools labelled' : 'node-tools'}>
      {ids.length === 1 && sides.source && (
        <button type="button" className={labelled ? 'btn grow' : 'ibtn'} aria-label={t('linkTo')} title={`${t('linkTo')} (L)`} onClick={link}>
          <Spline size={14} strokeWidth={1.75} aria-hidden="true" />
          {labelled && t('linkTo')}
        </button>
      )}
      {sides.source && sides.target && (
        <button type="button" className={labelled ? 'btn grow' : 'ibtn'} aria-label={t('bypass')} title={`${t('bypass')} (D)`} aria-pressed={node.bypassed === true} onClick={() => actions.bypass(ids)}>
          <Ban size={14} strokeWidth={1.75} aria-hidden="true" />
          {labelled && t('bypass')}
        </button>
      )}
      {ids.length === 1 && isReplaceable(node) && (
        <button type="button" className={labelled ? 'btn grow' : 'ibtn'} aria-label={t('replace')} title={`${t('replace')} (R)`} onClick={() => openReplace(parts, ids[0])}>
          <Replace size={14} strokeWidth={1.75} aria-hidden="true" />
          {labelled && t('replace')}
        </button>
      )}
      {!parts.narrow && (
        <button type="button" className="ibtn" aria-label={t(pinned ? 'unpin' : 'pin')} title={t(pinned ? 'unpin' : 'pin')} onClick={() => actions.pin(ids)}>
          <PinIcon size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
      <GroupTool ids={ids} labelled={labelled} />
      <button type="button" className={labelled ? 'btn removing' : 'ibtn removing'} onClick={() => actions.remove(ids, true)} aria-label={t('delete')} title={t('delete')}>
        <Trash2 size={labelled ? 18 : 14} strokeWidth={1.75} aria-hidden="true" />
      </button>
      {labelled && (
        <button type="button" className="btn" onClick={() => view.select([])} aria-label={t('closeInspector')} title={t('closeInspector')}>
          <X size={18} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function Explanation({ kind, facts }: { readonly kind: AnyKind; readonly facts: NodeFacts | undefined }) {
  const t = useTranslations('canvas');
  const text = kind.text[useLocale()];
  return (
    <div className="explanation">
      <h4>{t('whatItDoes')}</h4>
      <p className="soft">{facts?.config ? text.explain(facts.config, facts.inputShapes) : text.summary}</p>
      <Suspense fallback={<code className="formula-source">{kind.tex}</code>}>
        <div className="formula">
          <Markdown text={`$$\n${kind.tex}\n$$`} />
        </div>
      </Suspense>
    </div>
  );
}
