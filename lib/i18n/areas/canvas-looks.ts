/** Looking at big nets: blocks unrolled, whole nets layer by layer, and the search for a layer. */
import { defineMessages } from '../define';

export const canvasLooks = defineMessages({
  en: {
    unroll: 'Unroll to look at the repeats',
    unrollNothing: 'There is no repeated block to unroll.',
    unrolled: '{block} unrolled into {count, plural, one {# repeat} other {# repeats}}. Nothing in the graph has changed.',
    rollUp: 'Roll up',
    showRegion: 'Show {block}',
    labelInstance: 'repeat {number} of {count}',
    formIdentity: 'identity shortcut',
    formProjection: 'projection',
    formZeroPadding: 'zero-padding',
    formSevered: 'no shortcut',
    // search
    search: 'Find a layer',
    searchPrompt: 'Name, kind, or path: stage3 conv1',
    searchNone: 'No layer fits “{query}”.',
    searchMore: '{count, plural, one {and # more} other {and # more}}',
    searchBlock: 'block {number} of {count}',
  },
  zh: {
    unroll: '展开，查看每个重复块',
    unrollNothing: '没有可以展开的重复块。',
    unrolled: '{block} 展开为 {count} 个重复块，网络图本身没有改变。',
    rollUp: '收起',
    showRegion: '显示 {block}',
    labelInstance: '{count} 个重复块中的第 {number} 个',
    formIdentity: '恒等捷径',
    formProjection: '投影捷径',
    formZeroPadding: '补零捷径',
    formSevered: '没有捷径',
    search: '查找层',
    searchPrompt: '名称、种类或路径：stage3 conv1',
    searchNone: '没有与“{query}”相符的层。',
    searchMore: '还有 {count} 个',
    searchBlock: '第 {number} 个块，共 {count} 个',
  },
});
