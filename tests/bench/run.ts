/** `npm run bench [-- NAME…]`: measures inference, engine, convolution, canvas and the zoo, and prints one JSON document. */
import { cpus } from 'node:os';
import { canvasBench } from './canvas';
import { convolutionBench } from './convolution';
import { engineBench } from './engine';
import { inferenceBench } from './inference';
import type { BenchModule, Figures } from './measure';
import { zooBench } from './zoo';

const modules: readonly BenchModule[] = [inferenceBench, engineBench, convolutionBench, canvasBench, zooBench];

const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? modules : modules.filter((module) => wanted.includes(module.name));
if (chosen.length === 0) {
  console.error(`There is no bench of that name; there are ${modules.map((module) => module.name).join(', ')}.`);
  process.exit(2);
}

const figures: Record<string, Figures> = {};
for (const { name, measure } of chosen) {
  console.error(`Measuring ${name} …`);
  figures[name] = await measure();
}
const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version, platform: process.platform };
console.log(JSON.stringify({ machine, figures }, null, 2));
