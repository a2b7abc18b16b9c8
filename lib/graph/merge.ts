/** What the kinds that join several inputs have in common. */
import type { KindProblem, ShapeResult } from './kind';
import { formatShape, sameShape, type Shape } from './shape';

/** The common shape, or the first two that differ; inference looks for the cause. */
export function equalShapes(inputs: readonly Shape[]): ShapeResult {
  const other = inputs.find((shape) => !sameShape(shape, inputs[0]));
  return other === undefined ? { ok: true, shape: inputs[0] } : { ok: false, problem: shapesDiffer(inputs[0], other) };
}

function shapesDiffer(first: Shape, second: Shape): KindProblem {
  return { code: 'shapesDiffer', values: { first: formatShape(first), second: formatShape(second) } };
}
