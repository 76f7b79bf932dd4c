const DAY = 86_400_000

/** When a day began a month ago, UTC: a history must be new enough to be kept, whenever the tests run. */
export const MONTH_AGO: number = (Math.floor(Date.now() / DAY) - 30) * DAY
