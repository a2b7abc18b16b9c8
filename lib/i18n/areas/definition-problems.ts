/** Sentences on definitions of blocks and their parameters. */
import { defineMessages } from '../define';

export const definitionProblems = defineMessages({
  en: {
    parameterName: '“{name}” cannot be the name of a parameter: it begins with a small letter, then letters, digits and _, up to 64.',
    parameterWord: '{name} is a word of expressions. Choose another name.',
    parameterTaken: 'The block has a parameter {name} already. Choose another name.',
    parameterMissing: 'The block has no parameter {name} any more.',
    parameterBounds: 'The least value, {minimum, number}, is above the greatest, {maximum, number}. Swap them or widen the bounds.',
    parameterBoundText: '“{text}” is no number. Write one, or leave the bound empty.',
    parameterNoChoices: 'A choice needs at least one word to choose, and none may be empty.',
    parameterChoiceTwice: '“{choice}” stands twice among the choices. Take one away.',
    parameterDefault:
      'The default {value} of {name} does not fit: {type, select, choice {it has to be one of {choices}} boolean {it has to be true or false} integer {it has to be a whole number} other {it has to be a number}}{minimum, select, other {, at least {minimum}} none {}}{maximum, select, other {, at most {maximum}} none {}}.',
    parameterInUse: '{name} is used in {count, plural, one {one field} other {# fields}}: {fields}. Put its default there, or change the fields first.',
    blockPorts: 'A block has at least one input and exactly one output; this graph has {inputs, number} and {outputs, number}. Add or remove ends, then use it as a block.',
    ungroupNothing: 'None of the selected layers is a block. Select a block to unpack it, or press Ctrl+G to make one of the selection.',
    definitionInUse: '{name} stands in {count, plural, one {one place} other {# places}}. Say what becomes of the blocks there.',
    definitionInCell: 'A cell shows {name}. Delete the cell, or no longer offer it as a block.',
  },
  zh: {
    parameterName: '“{name}”不能作参数名：须以小写字母开头，后接字母、数字和 _，最多 64 个字符。',
    parameterWord: '{name} 是表达式里的词，请换一个名字。',
    parameterTaken: '块里已经有参数 {name}，请换一个名字。',
    parameterMissing: '块里已没有参数 {name}。',
    parameterBounds: '最小值 {minimum, number} 大于最大值 {maximum, number}。请对调或放宽界限。',
    parameterBoundText: '“{text}”不是数。请写一个数，或留空。',
    parameterNoChoices: '选项至少要有一个词，并且不能为空。',
    parameterChoiceTwice: '选项里“{choice}”出现了两次，请去掉一个。',
    parameterDefault:
      '{name} 的默认值 {value} 不合适：{type, select, choice {须是 {choices} 之一} boolean {须是 true 或 false} integer {须是整数} other {须是数}}{minimum, select, other {，至少 {minimum}} none {}}{maximum, select, other {，至多 {maximum}} none {}}。',
    parameterInUse: '有 {count} 个字段用到 {name}：{fields}。可以在那里写入它的默认值，或先修改这些字段。',
    blockPorts: '块至少有一个输入、恰好有一个输出；这张图有 {inputs, number} 个输入、{outputs, number} 个输出。请增减端口后再用作块。',
    ungroupNothing: '所选的层里没有块。请选中要拆开的块，或按 Ctrl+G 把所选的层组成块。',
    definitionInUse: '{name} 用在 {count} 处。请说明那里的块怎么处理。',
    definitionInCell: '有单元显示着 {name}。请删除那个单元，或不再把它作为块。',
  },
});
