/** The block of ResNeXt (Xie et al. 2017): a bottleneck whose 3×3 convolution is divided into groups. */
import { conv2d, integer, type Block } from '../parts';
import { bottleneck } from './paper';

const INNER = '=groups * groupWidth';

/** `groups` (the cardinality) paths of `groupWidth` channels each; four times `filters` come out. The strides are on the 3×3 convolution. */
export const resNeXt: Block = {
  ...bottleneck,
  id: 'resNeXt',
  name: { en: 'ResNeXt block', zh: 'ResNeXt 块' },
  own: [
    { parameter: { ...integer('groups', 32), default: 32 }, doubles: false },
    { parameter: { ...integer('groupWidth', 4), default: 4 }, doubles: true },
  ],
  nodes: {
    ...bottleneck.nodes,
    conv1: conv2d({ filters: INNER, kernelSize: 1 }),
    conv2: conv2d({ filters: INNER, kernelSize: 3, strides: '=strides', groups: '=groups' }),
  },
};
