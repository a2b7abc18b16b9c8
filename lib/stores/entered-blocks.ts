'use client';
/** Which block of a graph is being looked into, and what is known of its definition as that block uses it; ephemeral, outside history. */
import { createContext, useContext } from 'react';
import { create } from 'zustand';
import { defaultScope, definitionOf } from '@/lib/graph/blocks';
import type { Scope } from '@/lib/graph/expression';
import type { Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import type { Inference } from '@/lib/graph/inference';
import { instanceOf } from '@/lib/graph/instance';
import { parseStep } from '@/lib/graph/steps';
import type { InferenceOptions } from '@/lib/graph/surroundings';

/** From a cell's graph through block nodes, outermost first; a step is `stage2`, or `stage2.1` for its second repeat. */
export type Route = { readonly root: string; readonly path: readonly string[] };

type EnteredBlocks = { /** Paths by the graph of the cell. */ readonly paths: Readonly<Record<string, readonly string[]>> };

const useEnteredBlocks = create<EnteredBlocks>()(() => ({ paths: {} }));

const noPath: readonly string[] = [];

export function useEnteredPath(root: string): readonly string[] {
  return useEnteredBlocks((state) => state.paths[root] ?? noPath);
}

export function enterPath(root: string, path: readonly string[]): void {
  useEnteredBlocks.setState(({ paths }) => ({ paths: { ...paths, [root]: path } }));
}

/** The route by which the surrounding canvas came to its graph; null where that is a cell's own. */
export const RouteContext = createContext<Route | null>(null);

export function useRoute(): Route | null {
  return useContext(RouteContext);
}

export type Sight = { readonly graph: string; readonly options: InferenceOptions; readonly inference: Inference };

const latest = new Map<string, Sight>();
const byGraphs = new WeakMap<Graphs, Map<string, Sight | null>>();

/** The graph at the end of a route, with shapes and values of the instance that it leads through; null where it is broken. */
export function sightOf(graphs: Graphs, { root, path }: Route): Sight | null {
  const known = byGraphs.get(graphs) ?? new Map<string, Sight | null>();
  byGraphs.set(graphs, known);
  const key = [root, ...path].join('/');
  const found = known.get(key);
  if (found !== undefined) return found;
  const sight = look(graphs, { root, path }, key);
  known.set(key, sight);
  return sight;
}

function look(graphs: Graphs, { root, path }: Route, key: string): Sight | null {
  if (!Object.hasOwn(graphs, root)) return null;
  const last = path.at(-1);
  if (last === undefined) return remembered(graphs, definitionOf(graphs, root)?.id ?? root, {}, key);
  const { node, instance: index } = parseStep(last);
  const outer = sightOf(graphs, { root, path: path.slice(0, -1) });
  const instance = outer && instanceOf(graphs, outer.graph, outer.inference, node, index ?? 0, outer.options);
  if (!instance) return null;
  const { scope, inputs } = instance.options;
  // Where nothing comes in yet, the ports' own sizes show the block at work.
  const whole = inputs !== undefined && [...inputs.values()].every((shape) => shape !== null);
  return remembered(graphs, instance.definition, { ...(scope ? { scope } : {}), ...(whole ? { inputs } : {}) }, key);
}

function remembered(graphs: Graphs, graph: string, options: InferenceOptions, key: string): Sight {
  const before = latest.get(key);
  // Equal values are the same object, so that what was measured with them is found again.
  const same = before !== undefined && keyOf(before.options) === keyOf(options);
  const sight: Sight = { graph, options: same ? before.options : options, inference: infer(graphs, graph, before?.inference, same ? before.options : options) };
  latest.set(key, sight);
  return sight;
}

function keyOf({ scope, inputs }: InferenceOptions): string {
  return JSON.stringify([scope, inputs && [...inputs]]);
}

/** The longest part of a route that still leads somewhere. */
export function passable(graphs: Graphs, { root, path }: Route): Route {
  for (let length = path.length; length > 0; length--) {
    const part = { root, path: path.slice(0, length) };
    if (sightOf(graphs, part)) return part;
  }
  return { root, path: noPath };
}

/** The parameters of a graph that is shown: as the instance on the route has them, else their defaults. */
export function scopeSeen(graphs: Graphs, graphId: string, route: Route | null): Scope {
  const sight = route && sightOf(graphs, route);
  return (sight?.graph === graphId ? sight.options.scope : undefined) ?? defaultScope(graphs[graphId]);
}
