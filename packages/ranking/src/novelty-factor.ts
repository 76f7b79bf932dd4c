/**
 * Dampens popularity: share^(−novelty), relative to an item of average popularity. At 1 a probability becomes its lift,
 * how much likelier this visitor wants the item than any visitor does.
 * @param share the item's share of all interactions
 * @param items how many there are: half of the average share is added to each, or what was met once would come first
 * @param novelty 0 (as popular as it is) to 1
 */
export function noveltyFactor(share: number, items: number, novelty: number): number {
  return ((share * items + 0.5) / 1.5) ** -novelty
}
