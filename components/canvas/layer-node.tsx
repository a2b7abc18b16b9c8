'use client';
/** One node for all layer kinds. Its body reads the document by id and ignores its place, so that dragging renders nothing. */
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { CircleAlert, EqualNot, Pin, X } from 'lucide-react';
import { Fragment, memo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { BLOCK, defaultScope, definitionOf } from '@/lib/graph/blocks';
import { nameOf, type GraphNode } from '@/lib/graph/graph';
import type { GraphProblem, NodeFacts } from '@/lib/graph/inference';
import { kindOf } from '@/lib/graph/registry';
import { activeVariant } from '@/lib/graph/variants';
import { problemSentence } from '@/lib/i18n/format';
import { count } from '@/lib/stores/counters';
import { scopeSeen, useRoute } from '@/lib/stores/entered-blocks';
import { useNodeFacts } from '@/lib/stores/inference';
import { useNotebook } from '@/lib/stores/notebook-context';
import { compactNumber } from '@/lib/util/compact-number';
import { useCanvas, useView } from './canvas-context';
import { categoryClass, Glyph } from './glyphs';
import type { FlowNode } from './flow-types';
import { MiniArcs } from './mini-arcs';
import { nodeHeading, type NodeHeading } from './node-text';
import { useNodeLabel } from './node-label';
import { NodeTitle } from './node-title';
import { handleOfPort, portPlace, separateInputs } from './ports';
import { hasFoot, sidesOf } from './size';
import { RepeatMark, Stack } from './stack';

export const LayerNode = memo(
  function LayerNode({ id }: NodeProps<FlowNode>) {
    const { graphId } = useCanvas();
    const node = useNotebook((document) => document.graphs[graphId]?.nodes[id]);
    const down = useView((view) => view.direction === 'down');
    if (!node) return null;
    const sides = sidesOf(node);
    return (
      <>
        <Card id={id} node={node} />
        {sides.target && <Inputs node={node} down={down} />}
        {sides.source && <Handle type="source" id="out" position={down ? Position.Bottom : Position.Right} />}
      </>
    );
  },
  (before, after) => before.id === after.id,
);

const noNames = '';

/** One handle, or of a block with several inputs one for each, with its name. */
function Inputs({ node, down }: { readonly node: GraphNode; readonly down: boolean }) {
  const named = useNotebook(({ graphs }) => {
    const ports = separateInputs(graphs, node);
    const inside = ports.length === 0 ? null : definitionOf(graphs, node.graph);
    return inside === null ? noNames : ports.map((port) => `${port}\n${nameOf(inside.graph, port)}`).join('\n');
  });
  const position = down ? Position.Top : Position.Left;
  if (named === noNames) return <Handle type="target" id="in" position={position} />;
  const lines = named.split('\n');
  const count = lines.length / 2;
  return Array.from({ length: count }, (_, index) => {
    const place = `${100 * portPlace(index, count)}%`;
    return (
      <Fragment key={lines[2 * index]}>
        <Handle type="target" id={handleOfPort(lines[2 * index])} position={position} style={down ? { left: place } : { top: place }} />
        <span className={down ? 'port-name down' : 'port-name'} style={down ? { left: place } : { top: place }} aria-hidden="true">
          {lines[2 * index + 1]}
        </span>
      </Fragment>
    );
  });
}

/** What is only not finished yet is marked, but not in red. */
function alarming(problem: GraphProblem): boolean {
  return problem.severity === 'error' && problem.code !== 'missingInput';
}

type CardProps = { readonly id: string; readonly node: GraphNode };

const Card = memo(function Card({ id, node }: CardProps) {
  count('nodeRenders');
  const { canvasId, graphId } = useCanvas();
  const facts = useNodeFacts(graphId, id);
  const pinned = useNotebook((document) => document.layout[graphId]?.pinned?.includes(id) ?? false);
  const worst = facts?.problems[0];
  const classes = ['node', categoryClass(node.kind)];
  if (worst) classes.push(alarming(worst) ? 'problem' : 'warned');
  if (node.bypassed === true) classes.push('bypassed');
  if (facts?.outputShape) classes.push(facts.outputShape.length === 1 ? 'gives-vector' : 'gives-image');
  if (facts?.inputShapes[0]?.length === 1) classes.push('takes-vector');
  return (
    <>
      <Face id={id} node={node} facts={facts} classes={classes} />
      {pinned && <Pin className="pin-mark" size={11} strokeWidth={2} aria-hidden="true" />}
      <NodeName elementId={`${canvasId}-${id}-name`} id={id} />
    </>
  );
});

/** What a screen reader reads for the node; React Flow's element points to it. */
function NodeName({ elementId, id }: { readonly elementId: string; readonly id: string }) {
  return (
    <span className="sr-only" id={elementId}>
      {useNodeLabel(useCanvas().graphId, id)}
    </span>
  );
}

type FaceProps = CardProps & { readonly facts: NodeFacts | undefined; readonly classes: readonly string[] };

function Face({ id, node, facts, classes }: FaceProps) {
  const look = kindOf(node.kind)?.look ?? 'card';
  const stacked = node.kind === BLOCK && node.repeat !== undefined;
  const badge = facts?.problems[0] && <ProblemBadge id={id} problem={facts.problems[0]} />;
  switch (look) {
    case 'circle':
      return (
        <div className={[...classes, 'sum'].join(' ')} data-node-id={id} aria-hidden="true">
          <svg width="18" height="18" viewBox="0 0 18 18" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round">
            <path d={node.kind === 'add' ? 'M9 3v12M3 9h12' : 'M4.5 4.5l9 9M13.5 4.5l-9 9'} />
          </svg>
          {badge}
          <Caption id={id} node={node} facts={facts} />
        </div>
      );
    case 'pill':
      return (
        <div className={[...classes, 'pill'].join(' ')} data-node-id={id} aria-hidden="true">
          <Heading id={id} node={node} facts={facts} />
          {badge}
        </div>
      );
    case 'slim':
    case 'card':
      return (
        <div className={[...classes, look === 'slim' ? 'slim' : stacked ? 'stack' : ''].join(' ')} data-node-id={id} aria-hidden="true">
          {stacked && <Stack id={id} node={node} />}
          <div className="head">
            <Glyph kind={node.kind} />
            <Heading id={id} node={node} facts={facts} />
          </div>
          <Detail node={node} facts={facts} />
          {node.kind === BLOCK && <MiniArcs id={id} />}
          <Foot node={node} facts={facts} />
          {node.kind === BLOCK && !stacked && <RepeatMark id={id} node={node} />}
          {badge}
        </div>
      );
  }
}

function useHeading(node: GraphNode, facts: NodeFacts | undefined): NodeHeading {
  const blockName = useNotebook((document) => (node.graph === undefined ? undefined : document.graphs[node.graph]?.name));
  const { graphId } = useCanvas();
  const route = useRoute();
  const scope = useNotebook((document) => scopeSeen(document.graphs, graphId, route));
  return nodeHeading(node, facts?.config ?? {}, blockName, useLocale(), scope);
}

function Heading({ id, node, facts }: CardProps & { readonly facts: NodeFacts | undefined }) {
  return <NodeTitle id={id} shown={useHeading(node, facts).title} given={node.title ?? ''} />;
}

/** A circle has no room for words; a title that was given stands below it. */
function Caption({ id, node, facts }: CardProps & { readonly facts: NodeFacts | undefined }) {
  const { overlay } = useCanvas();
  const renaming = useStore(overlay, (state) => state.renaming === id);
  if (node.title === undefined && !renaming) return null;
  return (
    <span className="caption">
      <Heading id={id} node={node} facts={facts} />
    </span>
  );
}

function Detail({ node, facts }: { readonly node: GraphNode; readonly facts: NodeFacts | undefined }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { detail } = useHeading(node, facts);
  const error = facts?.problems.find((problem) => problem.severity === 'error');
  const variant = useNotebook((document) => activeVariant(document.graphs, node.graph));
  if (detail === '' && variant === null && !(error && node.kind === BLOCK)) return null;
  if (error) return <div className="detail cause">{problemSentence(error, language)}</div>;
  return (
    <div className="detail">
      {variant !== null && <b className="variant-mark">{variant} </b>}
      {node.bypassed === true ? t('bypassed') : detail}
    </div>
  );
}

/** Counts stand where there is something to count; what is not known yet is a question mark. */
function Foot({ node, facts }: { readonly node: GraphNode; readonly facts: NodeFacts | undefined }) {
  const { graphId } = useCanvas();
  const footed = useNotebook((document) => hasFoot(node, defaultScope(document.graphs[graphId])));
  if (!footed) return null;
  const bypassed = node.bypassed === true;
  const unknown = !bypassed && (facts === undefined || facts.outputShape === null);
  const multiplyAdds = facts?.multiplyAdds ?? 0;
  return (
    <div className="foot">
      <span>
        <i>θ</i> {unknown ? '?' : compactNumber(facts?.parameters.trainable ?? 0)}
      </span>
      {(multiplyAdds > 0 || bypassed) && (
        <span>
          <i>×+</i> {compactNumber(multiplyAdds)}
        </span>
      )}
    </div>
  );
}

function ProblemBadge({ id, problem }: { readonly id: string; readonly problem: GraphProblem }) {
  const { overlay } = useCanvas();
  const Icon = problem.code === 'shapesDiffer' ? EqualNot : alarming(problem) ? X : CircleAlert;
  return (
    <span className={alarming(problem) ? 'badge-bad' : 'badge-warn'} onClick={() => overlay.setState({ hints: id })}>
      <Icon size={11} strokeWidth={2.6} aria-hidden="true" />
    </span>
  );
}
