/** Ready-made alternatives of a residual block, each derived from the graph that it has; or the reason why one cannot be. */
import { diffGraphs } from '@/lib/graph/diff';
import type { Texts } from '@/lib/graph/fields';
import type { Graph } from '@/lib/graph/graph';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, type Result } from '@/lib/util/result';
import { basicBlock } from './blocks/paper';
import { bnAfterAddition, convReluBn, preActivation, reluBeforeAddition, reluPreActivation } from './blocks/orders';
import { constantScaling, exclusiveGating, shortcutOnlyGating } from './blocks/shortcuts';
import type { Block, Policy } from './parts';
import { inOrderOf } from './variant-order';
import { withConvolutions } from './variant-depth';
import { withKernel } from './variant-kernel';
import { withPolicy, withShortcutOf } from './variant-shortcut';

export type VariantGroup = 'order' | 'kernel' | 'convolutions' | 'shortcut';

export type VariantOffer = {
  readonly id: string;
  readonly group: VariantGroup;
  readonly name: Texts<string>;
  /** The block's graph, changed. */
  readonly graph: Result<Graph, Problem>;
  /** Nets of such blocks have other layers around them, which a change of the block alone does not bring. */
  readonly otherEnds: boolean;
};

type Derivation = Omit<VariantOffer, 'graph' | 'otherEnds'> & { readonly derive: (graph: Graph) => Result<Graph, Problem>; readonly block?: Block };

function order(block: Block, name: Texts<string> = block.name): Derivation {
  return { id: block.id, group: 'order', name, derive: (graph) => inOrderOf(graph, block), block };
}

function kernel(size: number): Derivation {
  return { id: `kernel${size}`, group: 'kernel', name: { en: `Kernel ${size}×${size}`, zh: `卷积核 ${size}×${size}` }, derive: (graph) => withKernel(graph, size) };
}

function convolutions(count: number): Derivation {
  const name = { en: count === 1 ? '1 convolution' : `${count} convolutions`, zh: `${count} 个卷积` };
  return { id: `convolutions${count}`, group: 'convolutions', name, derive: (graph) => withConvolutions(graph, count) };
}

function policy(value: Policy, name: Texts<string>): Derivation {
  return { id: `policy${value}`, group: 'shortcut', name, derive: (graph) => withPolicy(graph, value) };
}

function shortcutOf(block: Block): Derivation {
  return { id: block.id, group: 'shortcut', name: block.name, derive: (graph) => withShortcutOf(graph, block) };
}

const derivations: readonly Derivation[] = [
  order(basicBlock, { en: 'Original order', zh: '原始顺序' }),
  order(convReluBn, { en: 'ReLU before BN', zh: 'ReLU 在 BN 之前' }),
  order(bnAfterAddition),
  order(reluBeforeAddition),
  order(reluPreActivation),
  order(preActivation),
  kernel(1),
  kernel(3),
  kernel(5),
  convolutions(1),
  convolutions(2),
  convolutions(3),
  policy('A', { en: 'Zero-padding (A)', zh: '补零（A）' }),
  policy('B', { en: 'Projection where shapes change (B)', zh: '形状改变处投影（B）' }),
  policy('C', { en: 'Projection everywhere (C)', zh: '处处投影（C）' }),
  policy('none', { en: 'No shortcut', zh: '无捷径' }),
  shortcutOf(constantScaling),
  shortcutOf(shortcutOnlyGating),
  shortcutOf(exclusiveGating),
];

/** What can be made of this graph. One that would change nothing is refused too, and says so. */
export function variantOffers(graph: Graph): readonly VariantOffer[] {
  return derivations.map(({ derive, block, ...offer }) => {
    const derived = derive(graph);
    const same = derived.ok && diffGraphs(graph, derived.value).same;
    const otherEnds = block !== undefined && (block.beforePooling.length > 0 || block.afterStem.join(' ') !== basicBlock.afterStem.join(' '));
    return { ...offer, otherEnds, graph: same ? failure(problem('variantAlready', {}, { name: graph.name })) : derived };
  });
}
