const SMALL = new Set('a an and as at by de du for from in la le of on or per the to von with'.split(' '))
const KEPT = new Set(
  'AC BBQ CD DC DIY DVD EU HD HDMI HP ID IV II III LCD LED LP MP3 PC PVC TV UK US USA USB UV VI VII VIII WC WIFI XL XS XXL'.split(
    ' ',
  ),
)

function capitalise(word: string): string {
  const lower = word.toLowerCase()
  // "3D" and "A4" stay; "12CM" reads better as "12cm".
  if (/^\d/.test(word)) return word.length <= 2 ? word : lower
  if (/^[A-Z]\d+$/.test(word)) return word
  return lower.charAt(0).toUpperCase() + lower.slice(1)
}

/**
 * Titles from stock systems shout: "SET OF 3 CAKE TINS" becomes "Set of 3 Cake Tins". A text that has
 * a lower-case letter was written by a person and is left alone, but for stray white space.
 */
export function gentleCase(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a catalogue are what is removed
  const clean = text.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim()
  if (/\p{Ll}/u.test(clean) || !/\p{Lu}{2}/u.test(clean)) return clean
  return clean
    .split(' ')
    .map((token, position) => {
      const bare = token.replace(/[^\p{L}\p{N}]/gu, '')
      if (KEPT.has(bare)) return token
      if (position > 0 && SMALL.has(token.toLowerCase())) return token.toLowerCase()
      // Hyphens and slashes part words; an apostrophe does not ("CHILDREN'S").
      return token.replace(/[\p{L}\p{N}'’]+/gu, capitalise)
    })
    .join(' ')
}
