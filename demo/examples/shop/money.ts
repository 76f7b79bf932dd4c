const format = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })

export const money = (amount = 0): string => format.format(amount)
