/** Sources that come with Penchant, in the order they are started. `auto` stands for all of them. */
export const SOURCE_NAMES = [
  'data-layer',
  'segment',
  'shopify',
  'page-markup',
  'clicks',
  'dwell',
  'scroll',
  'impressions',
] as const
export type SourceName = (typeof SOURCE_NAMES)[number]
