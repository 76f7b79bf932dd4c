const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** `3 hours ago`, in the page's language. @param time, now: milliseconds. */
export function ago(time: number, now: number, locale: string | undefined): string {
  const past = Math.max(0, now - time)
  const [unit, length] = UNITS.find(([, length]) => past >= length) ?? UNITS[2]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(past / length), unit)
}
