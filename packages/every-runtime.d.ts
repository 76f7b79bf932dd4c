// What the page, the worker and Node have alike, and the language's own library does not declare.
declare function setTimeout(callback: () => void, milliseconds: number): number
declare function clearTimeout(timer: number | undefined): void
declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: boolean })
  decode(bytes: Uint8Array): string
}
