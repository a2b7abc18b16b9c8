/** Sentences of what the zoo answers: twins of a net. */
import { defineMessages } from '../define';

export const zooProblems = defineMessages({
  en: {
    twinNothingToRemove: '{name} has no residual addition, so it is its own plain counterpart.',
    twinNothingToAdd: '{name} has no two convolutions one behind the other that a shortcut could pass by.',
  },
  zh: {
    twinNothingToRemove: '“{name}”中没有残差相加，它本身就是普通网络。',
    twinNothingToAdd: '“{name}”中没有可以让捷径跨过的两个相连的卷积。',
  },
});
