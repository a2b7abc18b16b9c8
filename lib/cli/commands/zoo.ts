/** `skipbook zoo`: the nets that come with Skipbook, with their size and what the papers report of them. */
import { infer } from '@/lib/graph/infer';
import type { Language } from '@/lib/i18n/define';
import { settingNames } from '@/lib/zoo/net-name';
import { zoo as nets, type ZooEntry } from '@/lib/zoo/registry';
import type { Context, ExitCode } from '../context';
import { deliver } from '../finish';
import { formatCount, table } from '../output';
import { say } from '../sentence';

export type ZooCommandOptions = { readonly json?: boolean; readonly out?: string };

function rowOf(entry: ZooEntry, language: Language) {
  const { id, title, family, build, error } = entry;
  const { graphs, root } = build(title[language], { language });
  const { parameters, multiplyAdds, weightedLayers } = infer(graphs, root).totals;
  return { id, title: title[language], family, parameters, multiplyAdds, weightedLayers, paperError: error ?? null, settings: settingNames(entry) };
}

type Row = ReturnType<typeof rowOf>;

function asText(rows: readonly Row[], language: Language): string {
  const columns = [
    { title: say(language, 'columnName'), align: 'left' },
    { title: say(language, 'columnNet'), align: 'left' },
    { title: say(language, 'columnWeightedLayers'), align: 'right' },
    { title: say(language, 'columnTrainable'), align: 'right' },
    { title: say(language, 'columnMultiplyAdds'), align: 'right' },
    { title: say(language, 'columnPaperError'), align: 'right' },
  ] as const;
  const cells = rows.map(({ id, title, weightedLayers, parameters, multiplyAdds, paperError }) => [
    id,
    title,
    formatCount(weightedLayers),
    formatCount(parameters.trainable),
    formatCount(multiplyAdds),
    paperError === null ? '' : paperError.percent.toFixed(2),
  ]);
  return `${table(columns, cells)}\n\n${say(language, 'zooErrors')}\n${say(language, 'zooUse')}\n`;
}

export async function zoo(options: ZooCommandOptions, context: Context): Promise<ExitCode> {
  const rows = nets.map((entry) => rowOf(entry, context.language));
  const text = options.json === true ? `${JSON.stringify({ nets: rows }, null, 2)}\n` : asText(rows, context.language);
  return deliver(text, options.out, 0, context);
}
