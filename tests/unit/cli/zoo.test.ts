/** `skipbook zoo`, and the zoo's nets in place of files. */
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { zoo } from '@/lib/zoo/registry';
import { bundleCommand, readJson, skipbook } from './command';

beforeAll(bundleCommand);

const totalsSchema = z.object({
  layers: z.array(z.object({ name: z.string() })),
  totals: z.object({ parameters: z.object({ trainable: z.number() }), multiplyAdds: z.number() }),
});
const listSchema = z.object({ nets: z.array(z.object({ id: z.string(), title: z.string(), parameters: z.object({ trainable: z.number() }), multiplyAdds: z.number(), paperError: z.object({ percent: z.number() }).nullable() })) });

test('summary zoo:resnet-50 has the counts of the paper’s table and the paths of unrolled blocks', () => {
  const answer = skipbook('summary', 'zoo:resnet-50', '--json');
  expect(answer.err).toBe('');
  expect(answer.code).toBe(0);
  const { layers, totals } = totalsSchema.parse(readJson(answer.out));
  expect(totals.parameters.trainable).toBe(25_557_032);
  expect(totals.multiplyAdds).toBe(4_089_184_256);
  expect(layers.map((layer) => layer.name)).toEqual(expect.arrayContaining(['stage2.0.conv1', 'stage3.5.bn3', 'stage4.2.shortcut']));
});

test('a net of the zoo with another depth, width and number of classes; a sentence where there is none such', () => {
  const answer = skipbook('summary', 'zoo:resnet-20,depth=14,width=8,classes=5', '--json');
  expect(answer.code).toBe(0);
  // 3×3 from 3 to 8 channels, stages of two blocks with 8, 16 and 32 filters, BN behind each convolution, 32 to 5 units.
  const stages = 4 * (576 + 16) + (9 * 8 * 16 + 32) + 3 * (2304 + 32) + (9 * 16 * 32 + 64) + 3 * (9216 + 64);
  expect(totalsSchema.parse(readJson(answer.out)).totals.parameters.trainable).toBe(216 + 16 + stages + 32 * 5 + 5);
  expect(skipbook('export', 'zoo:resnet-20,width=8', '--to', 'pytorch').out).toContain('nn.Conv2d(3, 8, 3, padding=1, bias=False)');
  expect(skipbook('summary', 'zoo:resnet-20,depth=21')).toEqual({ code: 2, out: '', err: 'resnet-20 has no form of depth 21; the nearest are 20 and 26.\n' });
});

test('validate zoo:resnet-1202 finds no problems', () => {
  expect(skipbook('validate', 'zoo:resnet-1202')).toEqual({ code: 0, out: 'No problems.\n', err: '' });
});

test('lists every net with its size and the error that a paper reports', () => {
  const answer = skipbook('zoo', '--json');
  const { nets } = listSchema.parse(readJson(answer.out));
  expect(nets.map((net) => net.id)).toEqual(zoo.map((entry) => entry.id));
  expect(nets.find((net) => net.id === 'resnet-110')).toMatchObject({ parameters: { trainable: 1_727_962 }, multiplyAdds: 252_887_680, paperError: { percent: 6.43 } });
  const text = skipbook('zoo', '--lang', 'zh');
  expect(text.out).toMatch(/^resnet-20 +ResNet-20 +20 +269,722 +40,551,040 +8\.75$/m);
});

test('a name that the zoo does not have: one sentence, exit code 2', () => {
  expect(skipbook('summary', 'zoo:resnet-7')).toEqual({ code: 2, out: '', err: 'The zoo has no network "resnet-7"; "skipbook zoo" lists them.\n' });
});

test('export writes a PyTorch file; another format is refused with a sentence', () => {
  const answer = skipbook('export', 'zoo:resnet-20', '--to', 'pytorch');
  expect(answer.code).toBe(0);
  expect(answer.out).toContain('def make_model():');
  expect(answer.out).toContain('self.stage3_2_conv2 = nn.Conv2d(64, 64, 3, padding=1, bias=False)');
  expect(skipbook('export', 'zoo:resnet-20', '--to', 'onnx')).toEqual({ code: 2, out: '', err: 'The format must be named by --to, and it must be pytorch, not "onnx".\n' });
});
