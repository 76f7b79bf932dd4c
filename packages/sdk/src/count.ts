/** A whole number from 1, and what to say of anything else. */
export const COUNT = [
  (value: unknown) => Number.isInteger(value) && (value as number) > 0,
  'give a whole number from 1',
] as const
