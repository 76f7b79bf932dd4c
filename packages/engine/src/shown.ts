import type { CheckedRequest } from './check-request.ts'

/** What this visit's lists have shown. In memory alone: it ends with the page's engine. */
export interface Shown {
  /** What the other lists of the request's page hold. */
  elsewhere(request: Pick<CheckedRequest, 'page' | 'list'>): string[]
  /** How often lists with `rotate` have shown an item since somebody clicked it. */
  times(id: string): number
  add(request: Pick<CheckedRequest, 'page' | 'list' | 'rotate'>, ids: readonly string[]): void
  clicked(id: string): void
  /** Does the work when the lists of the same page that were asked for earlier are there. */
  inTurn<T>(page: string, work: () => Promise<T>): Promise<T>
  forget(): void
}

/** A visitor who leaves more open than that has forgotten the first. */
const PAGES = 50

export function createShown(): Shown {
  /** Page → list → ids; the page that was asked for last is last. */
  const pages = new Map<string, Map<string, readonly string[]>>()
  const turns = new Map<string, Promise<unknown>>()
  const times = new Map<string, number>()

  return {
    elsewhere({ page, list }) {
      return [...(pages.get(page) ?? [])].flatMap(([other, ids]) => (other === list ? [] : ids))
    },
    times: (id) => times.get(id) ?? 0,
    add({ page, list, rotate }, ids) {
      if (rotate) for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1)
      if (page === '') return
      const lists = pages.get(page) ?? new Map<string, readonly string[]>()
      pages.delete(page)
      pages.set(page, lists.set(list, ids))
      if (pages.size > PAGES) pages.delete(pages.keys().next().value!)
    },
    clicked: (id) => void times.delete(id),
    inTurn(page, work) {
      if (page === '') return work()
      const turn = (turns.get(page) ?? Promise.resolve()).then(work, work)
      turns.set(page, turn)
      const done = () => {
        if (turns.get(page) === turn) turns.delete(page)
      }
      turn.then(done, done)
      return turn
    },
    forget() {
      pages.clear()
      times.clear()
    },
  }
}
