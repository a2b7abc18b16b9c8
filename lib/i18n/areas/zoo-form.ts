/** Settings of a net of the zoo before it is opened. */
import { defineMessages } from '../define';

export const zooForm = defineMessages({
  en: {
    adjust: 'Adjust {net}',
    adjustShort: 'Adjust',
    open: 'Open',
    insert: 'Insert',
    cancel: 'Cancel',
    back: 'Back',
    reset: 'Reset',
    label:
      '{name, select, n {Blocks in each stage} filters {Filters in the first stage} widening {Widening} groups {Groups} groupWidth {Channels in a group} gateBias {Bias of the gates at first} classes {Classes} imageSize {Side of the images} channels {Channels of the images} policy {Shortcuts where shapes change} version {Strides of a bottleneck} other {{name}}}',
    blocksOfStage: 'Blocks in stage {stage}',
    policy: '{choice, select, A {A: zero-padding} B {B: projection} C {C: projection, elsewhere too} none {none: a plain net} other {{choice}}}',
    version: '{choice, select, v1 {v1: on the first 1×1 convolution, as in the paper} other {v1.5: on the 3×3 convolution}}',
    depth: 'Weighted layers',
    parameters: 'Parameters',
    multiplyAdds: 'Multiply-adds',
    original: 'originally {value}',
  },
  zh: {
    adjust: '调整 {net}',
    adjustShort: '调整',
    open: '打开',
    insert: '插入',
    cancel: '取消',
    back: '返回',
    reset: '恢复原值',
    label:
      '{name, select, n {每个阶段的块数} filters {第一阶段的滤波器数} widening {加宽倍数} groups {分组数} groupWidth {每组通道数} gateBias {门的偏置初值} classes {类别数} imageSize {图像边长} channels {图像通道数} policy {形状改变处的捷径} version {瓶颈块的步幅} other {{name}}}',
    blocksOfStage: '第 {stage} 阶段的块数',
    policy: '{choice, select, A {A：补零} B {B：投影} C {C：处处投影} none {无：普通网络} other {{choice}}}',
    version: '{choice, select, v1 {v1：在第一个 1×1 卷积上，同论文} other {v1.5：在 3×3 卷积上}}',
    depth: '加权层数',
    parameters: '参数',
    multiplyAdds: '乘加',
    original: '原为 {value}',
  },
});
