import type { Emit, Source } from './source.ts'

/** Starts every source that is given as a function; one that throws stops no other. @returns stops them all. */
export function startSources(
  sources: readonly (string | Source)[],
  emit: Emit,
  report: (error: unknown) => void,
): () => void {
  const stops: unknown[] = []
  const attempt = (run: () => unknown) => {
    try {
      return run()
    } catch (error) {
      report(error)
    }
  }
  for (const source of sources) if (typeof source === 'function') stops.push(attempt(() => source(emit)))
  return () => {
    for (const stop of stops.splice(0)) if (typeof stop === 'function') attempt(() => stop())
  }
}
