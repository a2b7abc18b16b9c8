/** Nets of the training benchmark: those of the zoo by name, and the net of the first lesson. */
import { lower } from '@/lib/graph/lower';
import type { Program } from '@/lib/graph/program';
import { readNetName } from '@/lib/zoo/net-name';
import { optionsFrom } from '@/lib/zoo/settings';
import { lessonNet } from '../../unit/engine/nets';

export const DEFAULT_NETS: readonly string[] = ['resnet-20', 'resnet-56', 'resnet-29-bottleneck', 'wide-resnet-16-8', 'lesson'];

/** The same program with other paths: Python's names don't begin with a digit. */
function renamed(program: Program): Program {
  const name = (path: string): string => `layer${path}`;
  return { ...program, inputs: program.inputs.map(name), outputs: program.outputs.map(name), layers: program.layers.map((call) => ({ ...call, path: name(call.path), inputs: call.inputs.map(name) })) };
}

export function programNamed(name: string): Program {
  if (name === 'lesson') return renamed(lessonNet());
  const named = readNetName(name);
  if (!named.ok) throw new Error(`The zoo has no net ${name}.`);
  const { entry, values } = named.value;
  const { graphs, root } = entry.build(name, optionsFrom(entry, values));
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return program.value;
}
