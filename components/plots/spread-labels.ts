/** Labels at the ends of lines, pushed apart so that none covers another. */

/**
 * Positions at least `gap` apart and within `[low, high]`, in the order given, as near to the wished ones as a greedy
 * merging of touching groups gets (the mean of a group is kept).
 */
export function spreadLabels(wished: readonly number[], gap: number, [low, high]: readonly [number, number]): readonly number[] {
  const order = wished.map((_, index) => index).sort((a, b) => wished[a] - wished[b]);
  type Group = { readonly members: number[]; start: number };
  const clamp = (start: number, size: number) => Math.max(low, Math.min(start, high - (size - 1) * gap));
  const groups: Group[] = [];
  for (const index of order) {
    let group: Group = { members: [index], start: clamp(wished[index], 1) };
    for (let previous = groups.at(-1); previous !== undefined && previous.start + previous.members.length * gap > group.start; previous = groups.at(-1)) {
      groups.pop();
      const members = [...previous.members, ...group.members];
      const mean = members.reduce((sum, member, place) => sum + wished[member] - place * gap, 0) / members.length;
      group = { members, start: clamp(mean, members.length) };
    }
    groups.push(group);
  }
  const out = new Array<number>(wished.length);
  for (const group of groups) group.members.forEach((member, place) => (out[member] = group.start + place * gap));
  return out;
}
