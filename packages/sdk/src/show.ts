const LONGEST = 60

/** A value as it stands in an error message. Untrusted input: it may be cyclic, huge or throw when read. */
export function show(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {}
  // `undefined`, functions, symbols, BigInt and cycles have no JSON.
  text ??= typeof value
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
