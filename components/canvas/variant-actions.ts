/** Actions on the variants of a block: make one, choose the active one, rename and delete; each is one step of the history. */
import type { Graph } from '@/lib/graph/graph';
import { variantsOf } from '@/lib/graph/variants';
import { translator } from '@/lib/i18n/format';
import type { ActionCore } from './action-core';

export function createVariantActions(core: ActionCore) {
  const { run, tell } = core;

  /** The name, with a number where it is taken. */
  function free(host: string, name: string): string {
    const taken = new Set(variantsOf(core.document().graphs, host).map((variant) => variant.name));
    if (taken.size === 0) taken.add(original());
    if (!taken.has(name)) return name;
    let number = 2;
    while (taken.has(`${name} ${number}`)) number++;
    return `${name} ${number}`;
  }

  function original(): string {
    return translator(core.language())('canvas.variantOriginal');
  }

  return {
    /** A copy of the active one, or of its ports with the layers of `graph` between them. */
    makeVariant: (host: string, wanted: string, graph?: Graph): void => {
      const name = free(host, wanted);
      const body = graph === undefined ? {} : { body: { nodes: { ...graph.nodes }, edges: [...graph.edges] } };
      if (run({ type: 'makeVariant', args: { graph: host, name, original: original(), ...body } })) tell('variantMade', { name });
    },
    chooseVariant: (host: string, name: string): void => {
      if (run({ type: 'chooseVariant', args: { graph: host, name } })) tell('variantChosen', { name });
    },
    renameVariant: (host: string, name: string, to: string): boolean => name === to.trim() || run({ type: 'renameVariant', args: { graph: host, name, to } }),
    removeVariant: (host: string, name: string): void => {
      if (run({ type: 'removeVariant', args: { graph: host, name } })) tell('variantRemoved', { name });
    },
  };
}
