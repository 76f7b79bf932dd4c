import { onScopeDispose, type ShallowRef, shallowRef } from 'vue'

/** Follows one of the shop's stores. */
export function useStore<T>(subscribe: (listener: () => void) => () => void, read: () => T): Readonly<ShallowRef<T>> {
  const value = shallowRef(read())
  onScopeDispose(subscribe(() => (value.value = read())))
  return value
}
