const LONGEST = 80

/** A value as it stands in an error message. It came from the page: it may be cyclic, huge, or have no text. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST)).slice(0, LONGEST)
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {}
  // `undefined`, BigInt and cycles have no JSON.
  return (text ?? typeof value).slice(0, LONGEST)
}
