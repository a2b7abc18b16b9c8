/** In which surroundings a graph is looked at when it stands alone or as an instance of a block. */
import { defaultScope } from './blocks';
import type { Scope } from './expression';
import type { Graphs } from './graph';
import type { Surroundings } from './measured-graph';
import type { Shape } from './shape';

/** The instance of a block through which its definition is looked at; absent, its parameters' defaults and its inputs' own sizes hold. */
export type InferenceOptions = { readonly scope?: Scope; readonly inputs?: ReadonlyMap<string, Shape | null> };

export function surroundingsOf(graphs: Graphs, graphId: string, options: InferenceOptions = {}): Surroundings {
  return { graphs, scope: options.scope ?? defaultScope(graphs[graphId]), inputs: options.inputs ?? null, within: [graphId] };
}
