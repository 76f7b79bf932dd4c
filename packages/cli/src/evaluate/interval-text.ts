/** Percentage points with their sign: `+0.27`, `−1.30`. */
export const points = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`

/** An interval of percentage points: `+0.27 to +2.21`. */
export const between = ([low, high]: [number, number]) => `${points(low)} to ${points(high)}`
