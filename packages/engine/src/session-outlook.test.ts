import { SESSION_FEATURES } from '@penchant/ranking'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { loadServing } from '../test/load-serving.ts'
import type { Serving } from './serving.ts'
import { sessionOutlook } from './session-outlook.ts'

let plain: Serving
let serving: Serving

/** Steps make a purchase likelier, and a checkout much more. */
beforeAll(async () => {
  plain = await loadServing()
  const coefficients = Array<number>(SESSION_FEATURES).fill(0)
  coefficients[0] = 0.5
  coefficients[4] = 3
  const outlook = { purchase: { bias: -3, coefficients }, withCart: { bias: -1, coefficients } }
  serving = { ...plain, manifest: { ...plain.manifest, outlook } }
}, 60_000)

describe('sessionOutlook', () => {
  const soon = 200_000

  it('rises with what speaks for a purchase; abandonment is for who has a cart', () => {
    const looks = historyOf('a', 'b', 'a')
    const cart = [...looks, ...historyOf(['b', 'add_to_cart'])]
    const checkout = [...cart, ...historyOf(['b', 'begin_checkout'])]
    const looking = sessionOutlook(looks, serving, soon)!
    // 3 steps: logit −3 + ½ log 4.
    expect(looking.purchase).toBeCloseTo(1 / (1 + Math.exp(3 - 0.5 * Math.log(4))), 9)
    expect(looking.abandonment).toBeNull()
    const filling = sessionOutlook(cart, serving, soon)!
    expect(filling.purchase).toBeGreaterThan(looking.purchase)
    expect(filling.abandonment).toBeCloseTo(1 - filling.purchase, 12)
    const paying = sessionOutlook(checkout, serving, soon)!
    expect(paying.purchase).toBeGreaterThan(filling.purchase)
  })

  it('says nothing of a session that has not begun, or where the model does not know', () => {
    const history = historyOf('a', 'b')
    expect(sessionOutlook([], serving, soon)).toBeNull()
    expect(sessionOutlook(history, serving, soon + 31 * 60_000)).toBeNull()
    expect(sessionOutlook(history, plain, soon)).toBeNull()
    expect(sessionOutlook(history, null, soon)).toBeNull()
    const search = { id: 9, session: 2, time: soon, event: 'search' as const, term: 'cup' }
    expect(sessionOutlook([...history, search], serving, soon)).toBeNull()
  })
})
