import type { EventName, Recommendation } from 'penchant'

/** Every text of the elements, in English; `{item}` and the like stand for what is put in. */
const words = {
  label: 'Recommendations',
  interaction: 'Because you looked at {item}',
  'co-visitation': 'Often goes with {item}',
  something: 'what you looked at',
  history: 'You looked at it before',
  bought: 'You bought it before',
  popular: 'Liked by many visitors',
  shop: 'Picked by the shop',
  trending: 'Trending now',
  new: 'New here',
  sale: 'On sale',
  match: 'What you searched for',

  title: 'What this shop has learnt about you',
  granted: 'All of it is kept in this browser alone.',
  denied: 'Nothing about you is kept.',
  pending: 'Nothing about you is kept before you agree.',
  paused: 'Paused. Nothing new is kept.',
  down: 'The recommender is not running.',
  allow: 'Personalise on this device',
  withdraw: 'Switch off and erase',
  pause: 'Pause',
  resume: 'Resume',
  interests: 'What you seem to like',
  why: 'Why you see what you see',
  deeds: 'What you did lately',
  none: 'Nothing yet.',
  remove: 'Remove {item}',
  save: 'Download',
  erase: 'Erase everything',
  sure: 'Erase everything?',
  no: 'Keep it',
  removed: 'Removed: {item}',
  erased: 'Everything is erased.',
  failed: 'That did not work.',

  view_item: 'Looked at {item}',
  select_item: 'Chose {item}',
  add_to_cart: 'Put {item} into the cart',
  remove_from_cart: 'Took {item} out of the cart',
  add_to_wishlist: 'Wished for {item}',
  purchase: 'Bought {item}',
  like_item: 'Liked {item}',
  not_interested: 'Not interested in {item}',
  search: 'Searched for {item}',
  dwell: 'Spent time on {item}',
  scroll: 'Looked at {item}',
  impression: 'Was shown {item}',
  view_item_list: 'Was shown {item}',
}

export type Words = typeof words

/** Puts a shop's own words, or another language, in the place of the English ones. Call it before the elements show. */
export function setWords(own: Partial<Words>): void {
  Object.assign(words, own)
}

/** The text by this name, with what stands in braces put in; empty for what a newer engine may say. */
export function say(
  name: keyof Words | EventName | Recommendation['reasons'][number]['kind'],
  parts: Record<string, string | number> = {},
): string {
  return ((words as Partial<Record<string, string>>)[name] ?? '').replace(/{(\w+)}/g, (_, part) => String(parts[part]))
}
