/** Digits with the separators that people write between them. */
const DIGITS = /(?<![\p{L}\d])[+(]?\d[\d\s().\-/]{5,24}\d(?![\p{L}\d])/gu
const EMAIL = /[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,190}\.\p{L}{2,24}/gu
const ADDRESS = /\b(?:[a-z][a-z\d+.-]{1,20}:\/\/|www\.)\S+/giu

/** Luhn's check, ISO/IEC 7812-1, which every card number passes. */
function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/** E.164 has at most 15 digits. Written as people do: with a prefix, or in groups. A bare number may be an article's. */
function isPhone(text: string, digits: string): boolean {
  if (digits.length < 7 || digits.length > 15) return false
  if (/^[+(]/.test(text)) return true
  return /^0/.test(digits)
    ? digits.length >= 9
    : /^\d{2,5}[\s./-]\d{2,5}([\s./-]\d{2,5})+$/.test(text) && digits.length >= 9
}

/**
 * What tells who somebody is goes out of a text that the visitor wrote, before it is stored: addresses of mail and of
 * pages, numbers of cards and of telephones. It knows no names.
 */
export function redact(text: string): string {
  return text
    .replace(ADDRESS, '[url]')
    .replace(EMAIL, '[e-mail]')
    .replace(DIGITS, (found) => {
      const digits = found.replace(/\D/g, '')
      if (isCard(digits)) return '[card]'
      return isPhone(found.trim(), digits) ? '[phone]' : found
    })
}
