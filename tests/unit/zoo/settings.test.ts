/** Nets of the zoo with other depths, widths, classes and inputs, by name. */
import { describe, expect, it } from 'vitest';
import { infer } from '@/lib/graph/infer';
import { problemSentence } from '@/lib/i18n/format';
import { readNetName, settingNames } from '@/lib/zoo/net-name';
import { zooNotebook } from '@/lib/zoo/notebook';
import { zoo } from '@/lib/zoo/registry';
import { optionsFrom, settingsOf, titleWith } from '@/lib/zoo/settings';
import { cifar10, countOf, imageNet, type Definition } from './definitions';

function named(text: string) {
  const read = readNetName(text);
  if (!read.ok) throw new Error(read.problem.code);
  const { entry, values } = read.value;
  const options = optionsFrom(entry, values);
  const { graphs, root } = entry.build('', options);
  const { problems, totals } = infer(graphs, root);
  expect(problems).toEqual([]);
  return { title: titleWith(entry, options, 'en'), titleZh: titleWith(entry, options, 'zh'), parameters: totals.parameters.trainable, multiplyAdds: totals.multiplyAdds, depth: totals.weightedLayers };
}

describe('a name with settings', () => {
  it.each([
    ['resnet-20,depth=56', 'ResNet-56', { ...cifar10, block: 'basic', blocks: [9, 9, 9], policy: 'A' }],
    ['resnet-20,n=4,width=8', 'ResNet-26, width 8', { ...cifar10, block: 'basic', blocks: [4, 4, 4], filters: 8, policy: 'A' }],
    ['resnet-110,classes=100,policy=C', 'ResNet-110', { ...cifar10, block: 'basic', blocks: [18, 18, 18], classes: 100, policy: 'C' }],
    ['plain-20, blocks=1-2-3, input=28x28x1', 'Plain-14', { ...cifar10, block: 'basic', blocks: [1, 2, 3], imageSize: 28, channels: 1, policy: 'none' }],
    ['resnet-50,blocks=3-4-7-3,version=v1', 'ResNet-53', { ...imageNet, block: 'bottleneck', blocks: [3, 4, 7, 3], policy: 'B', stridesOn: 1 }],
    ['resnet-18,input=64x64,classes=200', 'ResNet-18', { ...imageNet, block: 'basic', blocks: [2, 2, 2, 2], policy: 'B', imageSize: 64, classes: 200 }],
    ['resnet-29-bottleneck,depth=56', 'ResNet-56, bottleneck', { ...cifar10, block: 'bottleneck', blocks: [6, 6, 6], policy: 'B' }],
    ['resnext-50-32x4d,groups=16,groupWidth=8', 'ResNeXt-50 (16×8d)', { ...imageNet, block: 'bottleneck', blocks: [3, 4, 6, 3], policy: 'B', groups: { count: 16, width: 8 } }],
    ['resnet-20-grey-8,width=4', 'ResNet-20 for grey images, width 4', { ...cifar10, block: 'basic', blocks: [3, 3, 3], filters: 4, imageSize: 28, channels: 1, policy: 'A' }],
  ] satisfies [string, string, Definition][])('%s', (text, title, definition) => {
    const { parameters, multiplyAdds, title: found } = named(text);
    expect({ parameters, multiplyAdds }).toEqual(countOf(definition));
    expect(found).toBe(title);
  });

  it('says the name in Chinese too, and that of a wide net with its widening', () => {
    expect(named('wide-resnet-16-8,depth=28,widening=2')).toMatchObject({ title: 'Wide ResNet-28-2', titleZh: '宽 ResNet-28-2' });
    expect(named('resnet-20-grey-8,width=4').titleZh).toBe('ResNet-20，灰度图像，宽度 4');
    expect(named('resnet-20,width=4').titleZh).toBe('ResNet-20，宽度 4');
  });

  it.each([
    ['resnet-7', 'zooUnknown', ''],
    ['resnet-20,56', 'zooSettingSyntax', '“56” is no setting'],
    ['resnet-20,layers=3', 'zooSettingUnknown', 'resnet-20 has no setting “layers”; it has depth, n, blocks, width, classes, policy, input.'],
    ['resnet-50,depth=50', 'zooSettingUnknown', 'it has blocks, width, classes, policy, version, input.'],
    ['resnet-20,classes=0', 'zooSettingNumber', '“classes” must be a whole number from 1, not “0”.'],
    ['resnet-20,classes=ten', 'zooSettingNumber', 'not “ten”'],
    ['resnet-20,policy=D', 'zooSettingChoice', '“policy” must be one of A, B, C, none, not “D”.'],
    ['resnet-20-exclusive-gating,gateBias=-99', 'zooSettingNumber', '“gateBias” must be a number from -20 to 20, not “-99”.'],
    ['resnet-20,depth=52', 'zooSettingDepth', 'the nearest are 50 and 56'],
    ['resnet-50,blocks=3-4-6', 'zooSettingBlocks', '4 stages'],
    ['resnet-20,input=32x28', 'zooSettingInput', '“32x28” is no input'],
  ])('%s is refused: %s', (text, code, sentence) => {
    const read = readNetName(text);
    expect(read.ok ? '' : read.problem.code).toBe(code);
    if (!read.ok && code !== 'zooUnknown') {
      expect(problemSentence(read.problem, 'en')).toContain(sentence);
      expect(problemSentence(read.problem, 'zh')).not.toContain('{');
    }
  });
});

it('every setting of every net keeps the net when it is given its own value', () => {
  for (const entry of zoo) {
    const values = Object.fromEntries(settingsOf(entry).map((setting) => [setting.name, setting.default]));
    expect(entry.build('', optionsFrom(entry, values)), entry.id).toEqual(entry.build('', {}));
    expect(titleWith(entry, optionsFrom(entry, values), 'en')).toBe(entry.title.en);
    expect(settingNames(entry)).toEqual(expect.arrayContaining(['blocks', 'width', 'classes', 'policy', 'input']));
  }
});

it('a notebook of a changed net has its name, says what was changed, and a training where the images that ship fit', () => {
  const net = zooNotebook('resnet-20', { blocks: [1, 1, 1], imageSize: 28, channels: 1 });
  expect(net?.title).toBe('ResNet-8');
  expect(net?.cells[0].markdown).toContain('Changed here: `n` 3 → 1, `imageSize` 32 → 28, `channels` 3 → 1.');
  expect(net?.cells.map(({ kind }) => kind)).toEqual(['text', 'graph', 'train']);
  expect(zooNotebook('resnet-8-grey-8', { classes: 12 })?.cells.map(({ kind }) => kind)).toEqual(['text', 'graph']);
});
