/** Why the shortcuts of a net cannot be switched, and why a block cannot be stacked. */
import { defineMessages } from '../define';

export const shortcutProblems = defineMessages({
  en: {
    policyNoShortcut: '{name} has no shortcut that follows an option.',
    policyNotOffered: 'The block {name} does not offer {policy, select, none {to do without a shortcut} other {option {policy}}}.',
  },
  zh: {
    policyNoShortcut: '“{name}”中没有按选项决定的捷径。',
    policyNotOffered: '块“{name}”不支持{policy, select, none {去掉捷径} other {选项 {policy}}}。',
  },
});
