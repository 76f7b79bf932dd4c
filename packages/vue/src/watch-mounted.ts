import { onMounted, type WatchSource, watch } from 'vue'

/** Calls back with the value once the component is on the page, and when it has become another. Never on a server. */
export function watchMounted<T>(
  source: WatchSource<T>,
  take: (value: T, onCleanup: (end: () => void) => void) => void,
) {
  onMounted(() => {
    watch(source, (value, _, onCleanup) => take(value, onCleanup), { immediate: true })
  })
}
