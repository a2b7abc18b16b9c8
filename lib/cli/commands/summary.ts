/** `skipbook summary`: every layer of a graph with its shape, parameters and multiply-adds, and the totals. */
import { definitionOf } from '@/lib/graph/blocks';
import type { Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import type { Inference } from '@/lib/graph/inference';
import { unrolledLayers, type UnrolledLayer } from '@/lib/graph/layers';
import { formatShape } from '@/lib/graph/shape';
import { activeVariantsBelow } from '@/lib/graph/variants';
import type { Language } from '@/lib/i18n/define';
import { chooseGraph, type Choice } from '../choose';
import type { Context, ExitCode } from '../context';
import { openDocument } from '../document';
import { deliver, fail } from '../finish';
import { formatCount, table } from '../output';
import { problemLine } from '../problems';
import { scopeOf } from '../scope';
import { say } from '../sentence';
import { variantNames } from '../variants';

export type SummaryOptions = Choice & { readonly json?: boolean; readonly out?: string };

type Totals = Inference['totals'];

function asJson(graphs: Graphs, graph: string, layers: readonly UnrolledLayer[], totals: Totals): string {
  const data = {
    graph,
    variants: activeVariantsBelow(graphs, graph).map(({ host, name }) => ({ block: host, name })),
    layers: layers.map(({ path, kind, outputShape, parameters, multiplyAdds }) => ({ name: path, kind, outputShape, parameters, multiplyAdds })),
    totals,
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

function asText(language: Language, layers: readonly UnrolledLayer[], totals: Totals, variants: readonly string[]): string {
  const columns = [
    { title: say(language, 'columnLayer'), align: 'left' },
    { title: say(language, 'columnKind'), align: 'left' },
    { title: say(language, 'columnOutput'), align: 'left' },
    { title: say(language, 'columnParameters'), align: 'right' },
    { title: say(language, 'columnMultiplyAdds'), align: 'right' },
  ] as const;
  const rows = layers.map(({ path, kind, outputShape, parameters, multiplyAdds }) => [
    path,
    kind,
    formatShape(outputShape),
    formatCount(parameters.trainable + parameters.nonTrainable),
    formatCount(multiplyAdds),
  ]);
  const lines = [
    table(columns, rows),
    '',
    say(language, 'totalParameters', { trainable: formatCount(totals.parameters.trainable), nonTrainable: formatCount(totals.parameters.nonTrainable) }),
    say(language, 'totalMultiplyAdds', { count: formatCount(totals.multiplyAdds) }),
    say(language, 'totalActivations', { bytes: formatCount(totals.activationBytes) }),
    say(language, 'totalLayers', { count: formatCount(totals.weightedLayers) }),
    ...(variants.length === 0 ? [] : [say(language, 'activeVariants', { variants: variants.join(', ') })]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Exit code 1 if the graph has errors: what could not be computed is null in the JSON and `?` in the table. */
export async function summary(file: string, options: SummaryOptions, context: Context): Promise<ExitCode> {
  const document = await openDocument(file, options.variant);
  if (!document.ok) return fail(document.problem, context);
  const target = chooseGraph(document.value, options);
  if (!target.ok) return fail(target.problem, context);
  const { graphs } = document.value;
  const scope = scopeOf(graphs, target.value);
  const layers = unrolledLayers(graphs, target.value.graph, scope);
  const { totals, problems } = infer(graphs, definitionOf(graphs, target.value.graph)?.id ?? target.value.graph, undefined, { scope });
  const errors = problems.filter((problem) => problem.severity === 'error');
  for (const error of errors) context.complain(`${problemLine(error, context.language)}\n`);
  const text = options.json === true ? asJson(graphs, target.value.graph, layers, totals) : asText(context.language, layers, totals, variantNames(graphs, target.value.graph));
  return deliver(text, options.out, errors.length === 0 ? 0 : 1, context);
}
