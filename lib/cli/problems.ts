/** Lists problems of graphs as lines: severity, place, sentence. */
import type { GraphProblem } from '@/lib/graph/inference';
import type { Language } from '@/lib/i18n/define';
import type { Place } from '@/lib/util/problem';
import { say, sentenceOf } from './sentence';

function placeText({ cell, graph, node }: Place, language: Language): string {
  if (graph !== undefined && node !== undefined) return say(language, 'placeNode', { graph, node });
  if (graph !== undefined) return say(language, 'placeGraph', { graph });
  return cell === undefined ? '' : say(language, 'placeCell', { cell });
}

/** `error, graph net, node add1: …` */
export function problemLine(problem: GraphProblem, language: Language): string {
  const severity = say(language, problem.severity === 'error' ? 'severityError' : 'severityWarning');
  const place = placeText(problem.place, language);
  return say(language, 'problemLine', { where: place === '' ? severity : say(language, 'severityAt', { severity, place }), sentence: sentenceOf(problem, language) });
}

/** A problem as `--json` prints it. */
export function problemData(problem: GraphProblem, language: Language) {
  const { severity, code, place, values, related } = problem;
  return { severity, code, place, values, related, text: sentenceOf(problem, language) };
}
