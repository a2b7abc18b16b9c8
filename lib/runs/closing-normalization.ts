/** Finds the batch normalizations that can close a residual branch: the last call of the branch, straight before the addition. */
import type { LayerCall, Program } from '@/lib/graph/program';

/** Calls that pass a zero on, so that a closed normalization before them still closes the branch. */
function passesZero(call: LayerCall): boolean {
  return call.className === 'Dropout' || call.className === 'Scale';
}

/** Number of calls on the longest way from an input to each call. */
function depths(program: Program): ReadonlyMap<string, number> {
  const depth = new Map<string, number>();
  for (const call of program.layers) depth.set(call.path, Math.max(-1, ...call.inputs.map((input) => depth.get(input) ?? 0)) + 1);
  return depth;
}

/**
 * Paths of the BatchNormalization calls that end the branch of an Add: of the addition's inputs the one that lies deepest, alone,
 * is the branch; the others are its shortcut. A branch that ends otherwise (ReLU, a convolution) has none: a zero gamma
 * before a ReLU would get no gradient. One whose output goes elsewhere too is left as it is.
 */
export function closingNormalizations(program: Program): readonly string[] {
  const calls = new Map(program.layers.map((call) => [call.path, call]));
  const depth = depths(program);
  const uses = new Map<string, number>();
  for (const input of [...program.layers.flatMap((call) => call.inputs), ...program.outputs]) uses.set(input, (uses.get(input) ?? 0) + 1);

  const found: string[] = [];
  for (const call of program.layers) {
    if (call.className !== 'Add') continue;
    const deepest = Math.max(...call.inputs.map((input) => depth.get(input) ?? 0));
    const branches = call.inputs.filter((input) => depth.get(input) === deepest);
    if (branches.length !== 1 || call.inputs.length < 2) continue;
    let end = calls.get(branches[0]);
    while (end !== undefined && passesZero(end) && uses.get(end.path) === 1) end = calls.get(end.inputs[0]);
    if (end?.className === 'BatchNormalization' && uses.get(end.path) === 1) found.push(end.path);
  }
  return found;
}
