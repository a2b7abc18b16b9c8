/** Sentences of what the zoo answers: twins of a net, and a net held against the paper’s tables. */
import { defineMessages } from '../define';

export const zooProblems = defineMessages({
  en: {
    twinNothingToRemove: '{name} has no residual addition, so it is its own plain counterpart.',
    twinNothingToAdd: '{name} has no two convolutions one behind the other that a shortcut could pass by.',
    paperPlain: 'This net has shortcuts, {net} has none.',
    paperResidual: 'This net has no shortcuts, {net} has.',
    paperInput: 'This net takes images of {own}, {net} those of {paper}.',
    paperStem: 'The stem is {own}, that of {net} is {paper} (kernel, strides, filters).',
    paperStages: 'This net has {own, plural, one {# stage} other {# stages}}, {net} has {paper, number}.',
    paperBlocks: 'Stage {stage, number} has {own, plural, one {# block} other {# blocks}}, {net} has {paper, number}.',
    paperKernels: 'In stage {stage, number}, block {block, number}, the kernels are {own}, in {net} they are {paper}.',
    paperFilters: 'In stage {stage, number}, block {block, number}, the convolutions have {own} filters, in {net} they have {paper}.',
    paperStrides: 'In stage {stage, number}, block {block, number}, the strides are {own}, in {net} they are {paper}.',
    paperShortcuts: 'The shortcuts are {own, select, other {none of the paper’s options} A {option A} B {option B} C {option C}}, those of {net} are option {paper}.',
    paperUnits: 'The net ends in {own, number} units, {net} in {paper, number}.',
    paperLayers: 'Convolutions and shortcuts are those of {net}, but the layers between them, their order or a setting such as a bias differ.',
  },
  zh: {
    twinNothingToRemove: '“{name}”中没有残差相加，它本身就是普通网络。',
    twinNothingToAdd: '“{name}”中没有可以让捷径跨过的两个相连的卷积。',
    paperPlain: '这个网络有捷径，{net} 没有。',
    paperResidual: '这个网络没有捷径，{net} 有。',
    paperInput: '这个网络接收 {own} 的图像，{net} 接收 {paper}。',
    paperStem: '起始层为 {own}，{net} 为 {paper}（卷积核、步幅、滤波器）。',
    paperStages: '这个网络有 {own, plural, other {# 个阶段}}，{net} 有 {paper, number} 个。',
    paperBlocks: '第 {stage, number} 阶段有 {own, plural, other {# 个块}}，{net} 有 {paper, number} 个。',
    paperKernels: '第 {stage, number} 阶段第 {block, number} 个块的卷积核为 {own}，{net} 为 {paper}。',
    paperFilters: '第 {stage, number} 阶段第 {block, number} 个块各卷积的滤波器数为 {own}，{net} 为 {paper}。',
    paperStrides: '第 {stage, number} 阶段第 {block, number} 个块的步幅为 {own}，{net} 为 {paper}。',
    paperShortcuts: '捷径{own, select, other {不属于论文的任何选项} A {为选项 A} B {为选项 B} C {为选项 C}}，{net} 为选项 {paper}。',
    paperUnits: '网络以 {own, number} 个单元结尾，{net} 为 {paper, number} 个。',
    paperLayers: '卷积与捷径同 {net} 一致，但其间的层、顺序或偏置等设置不同。',
  },
});
