/**
 * A field as a value: without blanks around it, and `''` for what exports write where there is
 * nothing (`NULL` of databases, `\N` of Hive and MySQL, `NaN` of pandas).
 */
export function fieldText(field: string | null | undefined): string {
  if (field === null || field === undefined) return ''
  const text = field.trim()
  return text.length < 5 && /^(\\N|null|nan|none)$/i.test(text) ? '' : text
}
