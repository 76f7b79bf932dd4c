/** A value kept by the browser under one name. Where storage is refused or was tampered with, the value is `initial`. */
export interface Stored<T> {
  get(): T
  set(value: T): void
}

export function stored<T>(
  storage: 'local' | 'session',
  name: string,
  initial: T,
  valid: (value: T) => boolean,
): Stored<T> {
  // Reading the property throws where a browser blocks storage.
  const area = () => (storage === 'local' ? localStorage : sessionStorage)
  let last = initial
  return {
    get() {
      try {
        const text = area().getItem(name)
        if (text !== null) {
          const value = JSON.parse(text) as T
          if (valid(value)) return value
        }
      } catch {
        return last
      }
      return initial
    },
    set(value) {
      last = value
      try {
        area().setItem(name, JSON.stringify(value))
      } catch {
        // kept for this page alone
      }
    },
  }
}
