/**
 * Whether a database is the shop's, of whichever visitor: the anonymous one's has the shop's own name, and that of each who
 * has signed in on this device begins with it.
 */
export function isVisitorDatabase(shop: string, name: string): boolean {
  return `${name}~`.startsWith(`${shop}~`)
}
