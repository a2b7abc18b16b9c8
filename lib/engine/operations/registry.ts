/** All operations of the engine by class: a new one is a file and a line here. */
import type { ClassName } from '@/lib/graph/program';
import { activation } from './activation';
import { add } from './add';
import { averagePooling2D } from './average-pooling-2d';
import { batchNormalization } from './batch-normalization';
import { concatenate } from './concatenate';
import { conv2D } from './conv-2d';
import { dense } from './dense';
import { depthwiseConv2D } from './depthwise-conv-2d';
import { dropout } from './dropout';
import { flatten } from './flatten';
import { globalAveragePooling2D } from './global-average-pooling-2d';
import { inputLayer } from './input-layer';
import { maxPooling2D } from './max-pooling-2d';
import { multiply } from './multiply';
import type { EngineOperation } from './operation';
import { reLU } from './re-lu';
import { scale } from './scale';
import { zeroPadding2D } from './zero-padding-2d';
import { zeroPaddingShortcut } from './zero-padding-shortcut';

export const OPERATIONS: Readonly<Record<ClassName, EngineOperation>> = {
  InputLayer: inputLayer,
  Conv2D: conv2D,
  DepthwiseConv2D: depthwiseConv2D,
  BatchNormalization: batchNormalization,
  ReLU: reLU,
  Activation: activation,
  Add: add,
  Multiply: multiply,
  Scale: scale,
  Concatenate: concatenate,
  MaxPooling2D: maxPooling2D,
  AveragePooling2D: averagePooling2D,
  GlobalAveragePooling2D: globalAveragePooling2D,
  ZeroPadding2D: zeroPadding2D,
  Flatten: flatten,
  Dense: dense,
  Dropout: dropout,
  ZeroPaddingShortcut: zeroPaddingShortcut,
};
