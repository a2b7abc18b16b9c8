/** Variants on the command line: which are active in a net, and others chosen for one command without changing the file. */
import type { Graphs } from '@/lib/graph/graph';
import { activeVariantsBelow, variantsOf, withActiveVariant } from '@/lib/graph/variants';
import type { NotebookDocument } from '@/lib/notebook/document';
import type { Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { cliProblem } from './sentence';

function holders(graphs: Graphs): readonly string[] {
  return Object.keys(graphs).filter((id) => variantsOf(graphs, id).length > 0);
}

/** `basicBlock=ReLU before BN`, by the block's id or name; the variant's name alone where only one block has it. */
function chosen(graphs: Graphs, given: string): readonly (readonly [host: string, name: string])[] {
  const alone = holders(graphs).map((host) => [host, given] as const);
  const split = given.indexOf('=');
  const [block, name] = [given.slice(0, split), given.slice(split + 1)];
  const named = split < 0 ? [] : holders(graphs).flatMap((host) => (host === block || graphs[host].name === block ? [[host, name] as const] : []));
  return [...named, ...alone].filter(([host, called]) => variantsOf(graphs, host).some((variant) => variant.name === called));
}

/** The document with these variants active. */
export function withChosenVariants(document: NotebookDocument, given: readonly string[]): Result<NotebookDocument, Problem> {
  let graphs: Graphs = document.graphs;
  for (const wanted of given) {
    const found = chosen(graphs, wanted);
    if (found.length !== 1) {
      const all = holders(graphs).flatMap((host) => variantsOf(graphs, host).map((variant) => `${host}=${variant.name}`));
      return failure(cliProblem('variantUnknown', { variant: wanted, variants: all.length === 0 ? '–' : all.join(', ') }));
    }
    graphs = withActiveVariant(graphs, ...found[0]);
  }
  return success({ ...document, graphs: { ...graphs } });
}

/** `Basic block: ReLU before BN` for each block below the graph that has variants. */
export function variantNames(graphs: Graphs, root: string): readonly string[] {
  return activeVariantsBelow(graphs, root).map(({ host, name }) => `${graphs[host].name || host}: ${name}`);
}
