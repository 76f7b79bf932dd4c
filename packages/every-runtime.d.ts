// What the page, the worker and Node have alike, and the language's own library does not declare.
declare function setTimeout(callback: () => void, milliseconds: number): number
declare function clearTimeout(timer: number | undefined): void
