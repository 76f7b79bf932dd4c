/** Unique enough to attribute clicks; `randomUUID` exists on secure pages only. */
export function identifier(): string {
  return (
    crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('-')
  )
}
