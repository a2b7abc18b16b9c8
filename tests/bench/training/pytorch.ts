/** The same net and step in PyTorch, in a Python process that answers with times; null where Python has no PyTorch. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Program } from '@/lib/graph/program';
import { writePyTorch } from '@/lib/interop/pytorch';

const PYTHON = process.env.SKIPBOOK_PYTHON ?? '/usr/bin/python3';

export type Layout = 'contiguous' | 'channelsLast';

/** Reads lines `threads layout steps` and answers with milliseconds a step, by the clock and of the processors. The loss is read in every step, as on our side. */
const SCRIPT = `
import sys, time, warnings
warnings.filterwarnings("ignore")
import torch
from net import make_model
batch, channels, height, width, classes = map(int, sys.argv[1:6])
formats = {"contiguous": torch.contiguous_format, "channelsLast": torch.channels_last}
runs = {}
for layout, memory_format in formats.items():
    torch.manual_seed(1)
    net = make_model().to(memory_format=memory_format).train()
    optimizer = torch.optim.SGD(net.parameters(), 0.01, momentum=0.9, weight_decay=1e-4)
    x = torch.randn(batch, channels, height, width).contiguous(memory_format=memory_format)
    runs[layout] = (net, optimizer, x, torch.randint(0, classes, (batch,)))
print(torch.__version__, flush=True)
def step(net, optimizer, x, y):
    optimizer.zero_grad()
    logits = net(x)
    loss = torch.nn.functional.cross_entropy(logits, y)
    loss.backward()
    optimizer.step()
    return loss.item(), (logits.argmax(1) == y).sum().item()
for line in sys.stdin:
    threads, layout, steps = line.split()
    torch.set_num_threads(int(threads))
    step(*runs[layout])
    start, busy = time.perf_counter(), time.process_time()
    for _ in range(int(steps)):
        step(*runs[layout])
    print((time.perf_counter() - start) / int(steps) * 1000, (time.process_time() - busy) / int(steps) * 1000, flush=True)
`;

/** Milliseconds a step: by the clock, and of all processors together, which tells more on a machine that others use. */
export type StepTime = { readonly clock: number; readonly processor: number };

export type PyTorch = { readonly version: string; time(threads: number, layout: Layout, steps: number): Promise<StepTime>; close(): void };

export async function startPyTorch(program: Program, batchSize: number): Promise<PyTorch | null> {
  if (spawnSync(PYTHON, ['-c', 'import torch']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'skipbook-bench-'));
  writeFileSync(join(folder, 'net.py'), writePyTorch(program, 'Net'));
  writeFileSync(join(folder, 'steps.py'), SCRIPT);
  const shapeOf = (path: string): readonly number[] => program.layers.find((call) => call.path === path)?.outputShape ?? [];
  const [height, width, channels] = shapeOf(program.inputs[0]);
  const [classes] = shapeOf(program.outputs[0]);
  const child = spawn(PYTHON, [join(folder, 'steps.py'), ...[batchSize, channels, height, width, classes].map(String)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('PyTorch ended.');
    return line.value;
  };
  const version = await next();
  return {
    version,
    async time(threads, layout, steps) {
      child.stdin.write(`${threads} ${layout} ${steps}\n`);
      const [clock, processor] = (await next()).split(' ').map(Number);
      return { clock, processor };
    },
    close() {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
