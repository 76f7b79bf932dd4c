import { startEngine } from '/engine/index.js'

/** Of items that are about as likely, the cheaper first: a score counts in steps of a factor of two. */
startEngine(self, {
  rerank: (candidates) =>
    candidates.toSorted((a, b) => {
      const [first, second] = [a, b].map(({ score }) => Math.floor(Math.log2(score)))
      return second - first || (a.item.price ?? 0) - (b.item.price ?? 0)
    }),
})
