/** Nets by name with settings, as the command line takes them: `resnet-20,depth=56,width=8,input=28x28x1`. */
import { fieldOfParameter } from '@/lib/graph/blocks';
import { resolveValue } from '@/lib/graph/config';
import type { GraphParameter } from '@/lib/graph/graph';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { zoo, type ZooEntry } from './registry';
import { blocksOf, layersOfBlock, settingsOf, type ZooValues } from './settings';

export type NetNameCode = 'zooUnknown' | 'zooSettingSyntax' | 'zooSettingUnknown' | 'zooSettingNumber' | 'zooSettingChoice' | 'zooSettingDepth' | 'zooSettingBlocks' | 'zooSettingInput';
type Read<T> = Result<T, Problem<NetNameCode>>;

export type NamedNet = { readonly entry: ZooEntry; readonly values: ZooValues };

function wrong(code: NetNameCode, values: Problem['values']): { readonly ok: false; readonly problem: Problem<NetNameCode> } {
  return failure(problem(code, {}, values));
}

export function readNetName(text: string): Read<NamedNet> {
  const [id, ...parts] = text.split(',').map((part) => part.trim());
  const entry = zoo.find((candidate) => candidate.id === id);
  if (entry === undefined) return wrong('zooUnknown', { name: id });
  let values: ZooValues = {};
  for (const part of parts) {
    const [, name, value] = /^(\w+)=(.+)$/.exec(part) ?? [];
    if (name === undefined) return wrong('zooSettingSyntax', { part });
    const read = readSetting(entry, name, value);
    if (!read.ok) return read;
    values = { ...values, ...read.value };
  }
  return success({ entry, values });
}

/** A value for one name; some names stand for others, or for several settings. */
export function readSetting(entry: ZooEntry, name: string, value: string): Read<ZooValues> {
  switch (name) {
    case 'depth':
      return readDepth(entry, value);
    case 'blocks':
      return readBlocks(entry, value);
    case 'width':
      return readOne(entry, 'filters', value);
    case 'input':
      return readInput(entry, value);
    default:
      return readOne(entry, name, value);
  }
}

/** The names that this net understands. */
export function settingNames(entry: ZooEntry): readonly string[] {
  const own = settingsOf(entry).map(({ name }) => name);
  const even = own.includes('n');
  return [...(even ? ['depth', 'n'] : []), 'blocks', 'width', ...own.filter((name) => !/^(n|blocks\d+|filters|imageSize|channels)$/.test(name)), 'input'];
}

function readOne(entry: ZooEntry, name: string, text: string): Read<ZooValues> {
  const setting = settingsOf(entry).find((candidate) => candidate.name === name);
  if (setting === undefined) return wrong('zooSettingUnknown', { net: entry.id, name, names: settingNames(entry).join(', ') });
  return readValue(setting, name, text);
}

function readValue(setting: GraphParameter, name: string, text: string): Read<ZooValues> {
  const numeric = setting.type === 'integer' || setting.type === 'number';
  const value = resolveValue(fieldOfParameter(setting), numeric ? readNumber(text) : text, {});
  if (value.ok) return success({ [setting.name]: value.value });
  if (!numeric) return wrong('zooSettingChoice', { name, value: text, choices: (setting.choices ?? []).join(', ') });
  const { minimum, maximum } = setting;
  return wrong('zooSettingNumber', { name, value: text, type: setting.type, minimum: minimum === undefined ? 'none' : String(minimum), maximum: maximum === undefined ? 'none' : String(maximum) });
}

function readNumber(text: string): number {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}

/** Weighted layers on the main path, where every stage has as many blocks: `n` follows from them. */
function readDepth(entry: ZooEntry, text: string): Read<ZooValues> {
  const setting = settingsOf(entry).find(({ name }) => name === 'n');
  if (setting === undefined) return readOne(entry, 'depth', text);
  const net = entry.build('', {});
  const blocks = blocksOf(net);
  const perN = blocks.length * layersOfBlock(net);
  const rest = Number(/-(\d+)/.exec(entry.title.en)?.[1]) - perN * blocks[0];
  const n = (readNumber(text) - rest) / perN;
  if (Number.isInteger(n) && n >= 1) return success({ n });
  const nearest = Number.isFinite(n) ? Math.max(1, Math.floor(n)) : 1;
  return wrong('zooSettingDepth', { net: entry.id, value: text, below: perN * nearest + rest, above: perN * (nearest + 1) + rest });
}

function readBlocks(entry: ZooEntry, text: string): Read<ZooValues> {
  const stages = blocksOf(entry.build('', {})).length;
  const counts = text.split('-').map(readNumber);
  const fits = counts.length === stages && counts.every((count) => Number.isInteger(count) && count >= 1);
  if (!fits) return wrong('zooSettingBlocks', { net: entry.id, value: text, stages });
  return success(Object.fromEntries(counts.map((count, index) => [`blocks${index + 1}`, count])));
}

/** `64x64x3`, or `64x64` with the channels of the net. */
function readInput(entry: ZooEntry, text: string): Read<ZooValues> {
  const [, height, width, channels] = /^(\d+)[x×](\d+)(?:[x×](\d+))?$/.exec(text) ?? [];
  if (height === undefined || height !== width) return wrong('zooSettingInput', { value: text });
  const side = readOne(entry, 'imageSize', height);
  if (!side.ok || channels === undefined) return side;
  const depth = readOne(entry, 'channels', channels);
  return depth.ok ? success({ ...side.value, ...depth.value }) : depth;
}
