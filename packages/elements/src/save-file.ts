/** How long a browser may take to begin the download, milliseconds. */
const LONG_ENOUGH = 10_000

/** Offers `data` as a JSON file. */
export function saveFile(name: string, data: unknown): void {
  const href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(href), LONG_ENOUGH)
}
