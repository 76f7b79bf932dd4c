const formats = new Map<string, Intl.NumberFormat>()

/** A price in the shop's currency: `€12.90`. */
export function money(amount: number, currency: string): string {
  let format = formats.get(currency)
  if (!format) {
    format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    formats.set(currency, format)
  }
  return format.format(amount)
}
