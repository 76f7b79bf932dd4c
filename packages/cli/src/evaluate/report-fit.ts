import { type Section, tableHtml } from '../report/page.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationReport } from './evaluation-report.ts'
import { between } from './interval-text.ts'
import type { ShopProfile } from './shop-profile.ts'

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`

/** Kinds of approaches, their methods, and what of the data speaks for or against each. */
const FAMILIES: { name: string; methods: string[]; because: (profile: ShopProfile) => string }[] = [
  {
    name: 'the same for everybody',
    methods: ['popularity', 'recent-popularity'],
    because: ({ head }) =>
      `The most popular hundredth of the items has ${percent(head)} of the interactions: ${head > 0.25 ? 'bestsellers say much here' : 'bestsellers say little here'}.`,
  },
  {
    name: "the visitor's own history",
    methods: ['repeat-last', 'personal-frequency', 'tifu-knn'],
    because: ({ repeats, once }) =>
      `${percent(repeats)} of interactions come back to an item of an earlier session, ${percent(once)} of visitors came once: ${repeats > 0.2 ? 'people return to what they know' : 'few return to what they know'}.`,
  },
  {
    name: 'sessions like this one',
    methods: ['sequential-rules', 'item-knn', 'v-sknn', 'v-stan'],
    because: ({ medianSession, interactions, items }) =>
      `The middle session has ${medianSession} interactions, an item ${Math.round(interactions / items)}: ${medianSession >= 3 ? 'enough to tell what goes together' : 'little to compare sessions by'}.`,
  },
  {
    name: 'latent factors',
    methods: ['truncated-svd', 'implicit-als'],
    because: ({ density, medianInteractions }) =>
      `${(100 * density).toPrecision(2)} % of the visitor × item matrix is known, ${medianInteractions} interactions of the middle visitor: ${density > 0.01 ? 'dense enough for factors' : 'thin for factors, which forget the order as well'}.`,
  },
  {
    name: 'words of the catalogue',
    methods: ['content'],
    because: ({ described, coldItems }) =>
      `${percent(described)} of the items are described, ${percent(coldItems)} have too few interactions to say anything: ${coldItems > 0.1 ? 'words are all there is for many items' : 'behaviour knows nearly all items better than words do'}.`,
  },
  {
    name: 'neural sequence models',
    methods: ['core-ave', 'sasrec', 'gru-attention'],
    because: ({ interactions }) =>
      `${interactions.toLocaleString('en')} interactions to learn from: ${interactions > 100_000 ? 'enough for a small network' : 'few for a network'}.`,
  },
]

/** Which approach fits this shop's data, and why. */
export function whichFits({ evaluation, profile, compared }: EvaluationReport): Section {
  const { rows, differences } = evaluation
  const best = (methods: string[]): Evaluation['rows'][number] | undefined =>
    rows.filter(({ method }) => methods.includes(method)).sort((a, b) => b['NDCG@10'] - a['NDCG@10'])[0]
  const families = FAMILIES.flatMap(({ name, methods, because }) => {
    const row = best(methods)
    return row ? [{ name, row, because: because(profile) }] : []
  }).sort((a, b) => b.row['NDCG@10'] - a.row['NDCG@10'])
  const [own] = rows
  const [first] = families
  const least = own['NDCG@10'] - (first?.row['NDCG@10'] ?? 0)
  const words = !first
    ? ''
    : least >= 0
      ? `<p>Of the simple approaches <strong>${first.name}</strong> (${first.row.method}) fits this shop best; Penchant, which weighs several of them for every visitor, is ${least.toFixed(2)} points above it.</p>`
      : `<p><strong>${first.name}</strong> (${first.row.method}) fits this shop best, ${(-least).toFixed(2)} points above Penchant.</p>`
  return {
    heading: 'Which approach fits this shop',
    body: `${words}${tableHtml([
      ['approach', 'best of it', 'NDCG@10', 'Penchant minus it, 95 %', 'what the data say'],
      ...families.map(({ name, row, because }) => [
        name,
        row.method,
        row['NDCG@10'].toFixed(2),
        between(differences[row.method]),
        because,
      ]),
      ['all of it, weighed', compared[0].method, own['NDCG@10'].toFixed(2), '', ''],
    ])}${tableHtml([
      ['this shop, in train', ''],
      ['visitors', profile.visitors.toLocaleString('en')],
      ['items', profile.items.toLocaleString('en')],
      ['interactions', profile.interactions.toLocaleString('en')],
      ['interactions of the middle visitor', profile.medianInteractions],
      ['interactions of the middle session', profile.medianSession],
      ['visitors who came once', percent(profile.once)],
      ['filled part of the visitor × item matrix', `${(100 * profile.density).toPrecision(2)} %`],
      ['interactions with an item of an earlier session', percent(profile.repeats)],
      ['interactions with the most popular hundredth of the items', percent(profile.head)],
      ['items with fewer than five interactions', percent(profile.coldItems)],
      ['items with words', percent(profile.described)],
    ])}`,
  }
}
