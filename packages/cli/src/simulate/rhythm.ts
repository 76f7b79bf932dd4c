import { DEVICES, type Device, SEASON_SWING } from './effects.ts'
import type { Random } from './random.ts'
import type { Leaf } from './taxonomy.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Relative number of visits by hour of the day, from midnight. */
const HOURS: Readonly<Record<Device, readonly number[]>> = {
  phone: [2, 1, 0.5, 0.3, 0.3, 0.6, 2, 4, 3.5, 2.5, 2.5, 3, 4, 3.5, 2.5, 2.5, 3, 4, 5.5, 7.5, 9.5, 10, 8, 4.5],
  desktop: [0.6, 0.3, 0.2, 0.1, 0.1, 0.2, 0.6, 2, 5, 8, 9, 8.5, 7.5, 8, 9, 8.5, 7.5, 5, 3.5, 3.5, 4, 3.5, 2.2, 1.2],
  tablet: [0.8, 0.3, 0.2, 0.1, 0.1, 0.3, 1, 2.5, 3.5, 4, 4, 3.5, 3, 3, 3, 3, 3.5, 4.5, 6, 8.5, 10, 9, 5, 2],
}

/** Relative number of visits by weekday, from Sunday. */
const WEEKDAYS = [1.3, 1.1, 1, 0.98, 0.95, 0.8, 0.87]

/** Of the days from `day` on, one of the next seven, by how busy its weekday is. */
export function busyDay(random: Random, from: number, day: number): number {
  const first = new Date(from + day * DAY).getUTCDay()
  return day + random.weighted(WEEKDAYS.map((_, i) => WEEKDAYS[(first + i) % 7]))
}

/** Desktops rest at weekends. */
export function pickDevice(random: Random, shares: readonly number[], time: number): Device {
  const weekday = new Date(time).getUTCDay()
  const weekend = weekday === 0 || weekday === 6
  return DEVICES[random.weighted(DEVICES.map((device, i) => shares[i] * (weekend && device === 'desktop' ? 0.45 : 1)))]
}

/** Milliseconds after midnight. */
export function pickClock(random: Random, device: Device): number {
  return Math.floor((random.weighted(HOURS[device]) + random.next()) * HOUR)
}

/** Months since the year began, 0 to 12, with the part of the current one. */
export function monthOf(time: number): number {
  return ((time - Date.UTC(new Date(time).getUTCFullYear(), 0)) / DAY / 365.25) * 12
}

/** How much a sub-category is wanted at a time of the year; 1 on average. */
export function season(leaf: Leaf, month: number): number {
  if (leaf.peak === undefined) return 1
  return 1 + SEASON_SWING * Math.cos((2 * Math.PI * (month - leaf.peak - 0.5)) / 12)
}
