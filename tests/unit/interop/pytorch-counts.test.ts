/** The zoo's nets as PyTorch text, built by PyTorch where it is installed: parameters and multiply-adds of the papers' tables. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lower } from '@/lib/graph/lower';
import { writePyTorch } from '@/lib/interop/pytorch';
import type { ZooOptions } from '@/lib/zoo/net';
import { graphsOf } from '@/lib/zoo/registry';

const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import torch']).status === 0);

type Case = readonly [id: string, options: ZooOptions, parameters: number, multiplyAdds: number | null];

const cases: readonly Case[] = [
  ['resnet-18', {}, 11_689_512, 1_814_073_344],
  ['resnet-34', {}, 21_797_672, 3_663_761_408],
  ['resnet-50', {}, 25_557_032, 4_089_184_256],
  ['resnet-50', { version: 'v1' }, 25_557_032, 3_857_973_248],
  ['resnet-101', {}, 44_549_160, 7_801_405_440],
  ['resnet-152', {}, 60_192_808, 11_513_626_624],
  ['plain-18', {}, 11_515_688, 1_794_805_760],
  ['plain-34', {}, 21_623_848, 3_644_493_824],
  ['resnext-50-32x4d', {}, 25_028_904, null],
  ['resnet-20', {}, 269_722, 40_551_040],
  ['resnet-20', { policy: 'B' }, 272_474, null],
  ['resnet-20', { policy: 'C' }, 283_962, null],
  ['resnet-32', {}, 464_154, 68_862_592],
  ['resnet-32', { policy: 'C' }, 489_594, null],
  ['resnet-44', {}, 658_586, 97_174_144],
  ['resnet-56', {}, 853_018, 125_485_696],
  ['resnet-110', {}, 1_727_962, 252_887_680],
  ['resnet-110', { policy: 'B' }, 1_730_714, null],
  ['resnet-110', { policy: 'C' }, 1_826_202, null],
  ['resnet-1202', {}, 19_421_274, 2_829_238_912],
  ['plain-20', {}, 269_722, 40_551_040],
  ['plain-110', {}, 1_727_962, 252_887_680],
  ['resnet-20-pre-activation', {}, 269_722, 40_551_040],
  ['resnet-20-grey-16', {}, 269_434, null],
];

/** Standard output of a Python script; whoever waits stays awake for the minute that it may take. */
function outputOf(command: string, script: string, input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const run = spawn(command, [script]);
    let [output, errors] = ['', ''];
    run.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    run.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    run.on('error', reject).on('close', () => (errors === '' ? resolve(output) : reject(new Error(errors))));
    run.stdin.end(input);
  });
}

describe.skipIf(python === undefined)('PyTorch', () => {
  it('counts what the tables say', { timeout: 300_000 }, async () => {
    const request = cases.map(([id, options]) => {
      const net = graphsOf(id, options);
      if (net === null) throw new Error(id);
      const program = lower(net.graphs, net.root);
      if (!program.ok) throw new Error(JSON.stringify(program.problem));
      const [height, width, channels] = program.value.layers[0].outputShape;
      return { name: id, source: writePyTorch(program.value, id), shape: [channels, height, width] };
    });
    const answer: unknown = JSON.parse(await outputOf(python ?? '', join(import.meta.dirname, 'count_models.py'), JSON.stringify(request)));
    const counts = z.array(z.object({ parameters: z.number(), multiplyAdds: z.number() })).parse(answer);
    const found = cases.map(([id, options], index): Case => [id, options, counts[index].parameters, cases[index][3] === null ? null : counts[index].multiplyAdds]);
    expect(found).toEqual(cases);
  });
});
