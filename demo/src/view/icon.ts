import { type Html, trusted } from './html.ts'

/** Drawn for this shop on a 24-unit grid, stroked in the text's colour. */
const PATHS = {
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  cart: '<path d="M5 8h14l-1.2 11.2a1 1 0 0 1-1 .8H7.2a1 1 0 0 1-1-.8L5 8Z"/><path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5"/>',
  heart: '<path d="M12 20S3.8 15.2 3.8 9.3A4.4 4.4 0 0 1 12 7.1a4.4 4.4 0 0 1 8.2 2.2C20.2 15.2 12 20 12 20Z"/>',
  like: '<path d="M7.5 20V10.2l4.1-6.4a1.9 1.9 0 0 1 2.3 2.3L13 9.8h5.2a2 2 0 0 1 2 2.4l-1.2 6a2.2 2.2 0 0 1-2.2 1.8H7.5Z"/><path d="M7.5 10.2H4V20h3.5"/>',
  dislike: '<circle cx="12" cy="12" r="8.2"/><path d="m6.3 6.3 11.4 11.4"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  left: '<path d="m14.5 5.5-6.5 6.5 6.5 6.5"/>',
  right: '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  filter: '<path d="M4 7h16M7 12h10M10 17h4"/>',
  device:
    '<rect x="7" y="2.8" width="10" height="18.4" rx="2.4"/><path d="M10.6 18.2h2.8"/><path d="M9.6 10.3c.9-1.3 2-1.3 2.6 0s1.6 1.3 2.4 0"/>',
  truck:
    '<path d="M3 6.5h11v10H3z"/><path d="M14 10h3.8l3.2 3.3v3.2h-7z"/><circle cx="7.5" cy="17.5" r="1.8"/><circle cx="17" cy="17.5" r="1.8"/>',
  lock: '<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8.3 10.5V7.7a3.7 3.7 0 0 1 7.4 0v2.8"/>',
  leaf: '<path d="M5 19C5 9 11 5 20 4.5 20 14 15.5 19 8 19c-1 0-2-.3-3 0Z"/><path d="M5 20c2-5 5-8 9-10"/>',
} as const

export type IconName = keyof typeof PATHS

/** Decorative: the element around it carries the words. */
export function icon(name: IconName): Html {
  return trusted(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${PATHS[name]}</svg>`,
  )
}
