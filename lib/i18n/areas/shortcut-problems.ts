/** Why the shortcuts of a net cannot be switched, and why a block cannot be stacked. */
import { defineMessages } from '../define';

export const shortcutProblems = defineMessages({
  en: {
    policyNoShortcut: '{name} has no shortcut that follows an option.',
    policyNotOffered: 'The block {name} does not offer {policy, select, none {to do without a shortcut} other {option {policy}}}.',
    stackNoBlock: 'Select a block to stack it. Ctrl+G makes one of the selected layers.',
    stackInputs: 'Only a block with one input can be stacked, and {name} has several.',
    stackUnknown: '{layer} gives no image yet. Link it, and mend its problems first.',
    stackWidths: '{layer} has {filters, number} filters, and the block gives {width, number}: neither divides the other, so it is not clear how many there should be in a wider stage. Make its filters a parameter of the block.',
    stackNoConvolution: 'No convolution follows the input of {name}, so nothing in it can have strides 2.',
    stackShortcut: 'The shortcut to {layer} passes by layers that say in no simple way how large their output is. Give the block the parameters filters and strides by hand.',
    stackNested: '{name} holds the block {layer}. Give it the parameters filters and strides by hand, and pass them on.',
  },
  zh: {
    policyNoShortcut: '“{name}”中没有按选项决定的捷径。',
    policyNotOffered: '块“{name}”不支持{policy, select, none {去掉捷径} other {选项 {policy}}}。',
    stackNoBlock: '请先选中要堆叠的块。按 Ctrl+G 可以把所选的层组成块。',
    stackInputs: '只有一个输入的块才能堆叠，而“{name}”有多个。',
    stackUnknown: '{layer} 还没有输出图像。请先接好连线，解决其中的问题。',
    stackWidths: '{layer} 有 {filters, number} 个滤波器，而块输出 {width, number} 个通道，两者不成倍数，无法确定更宽的阶段里应有多少。请把它的滤波器数设为块的参数。',
    stackNoConvolution: '“{name}”的输入之后没有卷积，因此没有层可以取步幅 2。',
    stackShortcut: '到 {layer} 的捷径所绕过的层，无法简单地看出输出有多大。请手动给块加上参数 filters 和 strides。',
    stackNested: '“{name}”里含有块 {layer}。请手动加上参数 filters 和 strides，并把它们传下去。',
  },
});
