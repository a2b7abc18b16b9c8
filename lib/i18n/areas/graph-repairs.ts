/** Labels of the graph core's repairs: what the button does. A code without a label does not compile. */
import type { RepairCode } from '@/lib/graph/problem-codes';

type Labels = Readonly<Record<RepairCode, string>>;

const en = {
  insertProjection: 'Insert a projection: {filters, number} filters{strides, plural, =1 {} other {, strides #}}',
  insertZeroPadding: 'Insert zero-padding: to {filters, number} channels{strides, plural, =1 {} other {, strides #}}',
  makeProjection: 'Make {layer} a projection: {filters, number} filters{strides, plural, =1 {} other {, strides #}}',
  makeZeroPadding: 'Make {layer} pad with zeros: to {filters, number} channels{strides, plural, =1 {} other {, strides #}}',
  makeIdentity: 'Make {layer} the identity',
  changeBranch: 'Change the branch ({layers}): {change, select, both {strides 1, {filters, number} filters} strides {strides 1} other {{filters, number} filters}}',
  insertFlatten: 'Insert a flatten layer',
  insertGlobalPooling: 'Insert global average pooling',
  removeWire: 'Remove the wire from {source} to {target}',
  removeLayer: 'Remove {layer}',
  connectWire: 'Join {source} to {target}',
  keepWire: 'Keep only the wire from {source}',
  addInput: 'Add an input before {layer}',
  addOutput: 'Add an output behind {layer}',
  useFirstInput: 'Use {first} instead of {layer}',
  setField: 'Set {field} of {layer} to {value}',
  resetField: 'Set {field} of {layer} back to {value}',
  bypassLayer: 'Bypass {layer}',
  endBypass: 'Let {layer} work again',
} satisfies Labels;

const zh = {
  insertProjection: '插入投影：{filters, number} 个滤波器{strides, plural, =1 {} other {，步幅 #}}',
  insertZeroPadding: '插入补零：补到 {filters, number} 个通道{strides, plural, =1 {} other {，步幅 #}}',
  makeProjection: '把 {layer} 改为投影：{filters, number} 个滤波器{strides, plural, =1 {} other {，步幅 #}}',
  makeZeroPadding: '把 {layer} 改为补零：补到 {filters, number} 个通道{strides, plural, =1 {} other {，步幅 #}}',
  makeIdentity: '把 {layer} 改为恒等',
  changeBranch: '修改分支（{layers}）：{change, select, both {步幅 1，{filters, number} 个滤波器} strides {步幅 1} other {{filters, number} 个滤波器}}',
  insertFlatten: '插入展平层',
  insertGlobalPooling: '插入全局平均池化',
  removeWire: '去掉从 {source} 到 {target} 的连线',
  removeLayer: '删除 {layer}',
  connectWire: '把 {source} 连到 {target}',
  keepWire: '只保留来自 {source} 的连线',
  addInput: '在 {layer} 前加一个输入',
  addOutput: '在 {layer} 后加一个输出',
  useFirstInput: '用 {first} 代替 {layer}',
  setField: '把 {layer} 的 {field} 设为 {value}',
  resetField: '把 {layer} 的 {field} 恢复为 {value}',
  bypassLayer: '旁路 {layer}',
  endBypass: '恢复 {layer}',
} satisfies Labels;

export const graphRepairs = { en, zh };
