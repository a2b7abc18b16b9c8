/** What a block costs where it stands and in the whole net, whichever graph stands for it; so that alternatives can be held against each other. */
import { BLOCK, definitionOf } from './blocks';
import type { Graph, Graphs } from './graph';
import { hasErrors, infer } from './infer';
import type { ParameterCount } from './kind';
import type { InferenceOptions } from './surroundings';
import { withActiveVariant } from './variants';

export type BlockCosts = {
  /** Of all its nodes in the graph that is looked at, their repeats included; null where they cannot be counted. */
  readonly here: { readonly parameters: number; readonly multiplyAdds: number } | null;
  /** Of the net as a whole; null where it has errors. */
  readonly net: { readonly parameters: ParameterCount; readonly multiplyAdds: number; readonly weightedLayers: number } | null;
};

/** Where a block is looked at: the graph with its nodes, as the instance that it was entered through has it, and the net. */
export type BlockPlace = { readonly graph: string; readonly options?: InferenceOptions; readonly root: string };

export function blockCosts(graphs: Graphs, host: string, place: BlockPlace): BlockCosts {
  return { here: costsHere(graphs, host, place), net: costsOfNet(graphs, place.root) };
}

/** As if the variant were active. */
export function variantCosts(graphs: Graphs, host: string, name: string, place: BlockPlace): BlockCosts {
  return blockCosts(withActiveVariant(graphs, host, name), host, place);
}

/** As if this graph stood for the block. */
export function bodyCosts(graphs: Graphs, host: string, body: Pick<Graph, 'nodes' | 'edges'>, place: BlockPlace): BlockCosts {
  const definition = definitionOf(graphs, host);
  if (definition === null) return { here: null, net: null };
  return blockCosts({ ...graphs, [definition.id]: { ...definition.graph, ...body } }, host, place);
}

function costsHere(graphs: Graphs, host: string, { graph, options = {} }: BlockPlace): BlockCosts['here'] {
  const inference = infer(graphs, graph, undefined, options);
  const blocks = Object.entries(graphs[graph].nodes).filter(([, node]) => node.kind === BLOCK && node.graph === host);
  let parameters = 0;
  let multiplyAdds = 0;
  for (const [id, node] of blocks) {
    const facts = inference.nodes.get(id);
    if (facts === undefined || (facts.outputShape === null && node.bypassed !== true)) return null;
    parameters += facts.parameters.trainable;
    multiplyAdds += facts.multiplyAdds;
  }
  return { parameters, multiplyAdds };
}

function costsOfNet(graphs: Graphs, root: string): BlockCosts['net'] {
  const definition = definitionOf(graphs, root);
  if (definition === null) return null;
  const inference = infer(graphs, definition.id);
  if (hasErrors(inference) || inference.outputShape === null) return null;
  const { parameters, multiplyAdds, weightedLayers } = inference.totals;
  return { parameters, multiplyAdds, weightedLayers };
}
