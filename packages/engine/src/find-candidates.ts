import type { Candidates, Question } from './candidate.ts'
import { alike } from './kinds/alike.ts'
import { becauseYouViewed } from './kinds/because-you-viewed.ts'
import { boughtTogether } from './kinds/bought-together.ts'
import { buyAgain } from './kinds/buy-again.ts'
import { completeCart } from './kinds/complete-cart.ts'
import { continueShopping } from './kinds/continue-shopping.ts'
import { forYou } from './kinds/for-you.ts'
import { fromSearch } from './kinds/from-search.ts'
import { newArrivals } from './kinds/new-arrivals.ts'
import { onSale } from './kinds/on-sale.ts'
import { popular } from './kinds/popular.ts'
import { recentlyViewed } from './kinds/recently-viewed.ts'
import { rerank } from './kinds/rerank.ts'
import { similar } from './kinds/similar.ts'
import { trending } from './kinds/trending.ts'
import type { Serving } from './serving.ts'

/** The candidates of each kind, and what stands in for it where it has none. */
export async function findCandidates(question: Question, serving: Serving | null): Promise<Candidates> {
  const { kind, seed } = question.request
  // The visitor's own items and a list that is given need no model.
  if (kind === 'recently-viewed') return recentlyViewed(question, serving)
  if (kind === 'continue') return continueShopping(question, serving)
  if (kind === 'buy-again') return buyAgain(question, serving)
  if (kind === 'rerank') return rerank(question, serving)
  if (!serving) return { source: 'shop-order', list: [] }
  switch (kind) {
    case 'popular':
      return popular(question, serving)
    case 'similar':
      return (
        similar(question, serving, seed) ??
        alike(question, serving, seed) ??
        boughtTogether(question, serving, seed) ??
        popular(question, serving)
      )
    case 'bought-together':
      return (
        boughtTogether(question, serving, seed) ??
        similar(question, serving, seed) ??
        alike(question, serving, seed) ??
        popular(question, serving)
      )
    case 'trending':
      return trending(question, serving)
    case 'new-arrivals':
      return newArrivals(question, serving)
    case 'on-sale':
      return onSale(question, serving)
    case 'search':
      return fromSearch(question, serving)
    case 'because-you-viewed':
      return becauseYouViewed(question, serving)
    case 'complete-cart':
      return completeCart(question, serving)
    case 'for-you':
    case 'categories':
    case 'brands':
    case 'price-bands':
      return forYou(question, serving)
  }
}
