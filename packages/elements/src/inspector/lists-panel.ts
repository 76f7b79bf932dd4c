import type { Inspection, Personalizer, RecommendRequest, WhatIf } from 'penchant'
import { build } from '../build.ts'
import { bar, clock, facts, milliseconds, none, type Panel, percent, short } from './panel.ts'

const KINDS: readonly NonNullable<RecommendRequest['kind']>[] = [
  'for-you',
  'similar',
  'bought-together',
  'because-you-viewed',
  'complete-cart',
  'recently-viewed',
  'continue',
  'buy-again',
  'categories',
  'brands',
  'price-bands',
  'popular',
  'trending',
  'new-arrivals',
  'on-sale',
  'search',
]
const COUNT = 10
const SHOWN_STEPS = 50
const PARTS = { model: 'model', coVisitation: 'goes with', memory: 'memory' } as const

/** A list with the parts of its scores and what the model read, and beside it the same with something changed. */
export function listsPanel(personalizer: Personalizer): Panel {
  /** Ids of interactions that are thought away. */
  const without = new Set<number>()
  const kind = select('Kind', KINDS)
  const seed = build('input', { 'aria-label': 'Seed', placeholder: 'item id', size: 10 })
  const filter = build('input', { 'aria-label': 'Filter', placeholder: 'filter, e.g. price < 50', size: 16 })
  const device = select('Device', ['this device', 'phone', 'tablet', 'desktop'])
  const hour = select('Hour', ['now', ...Array.from({ length: 24 }, (_, i) => `${i}:00`)])
  const day = select('Day', ['today', 'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'])
  const then = build('input', { 'aria-label': 'And then viewed', placeholder: 'and then viewed: item id', size: 20 })
  const result = build('div')
  let question = 0

  async function update(): Promise<void> {
    const current = ++question
    const whatIf = changes()
    const plain = request(false)
    const [now, otherwise] = await Promise.all([
      personalizer.inspect(plain),
      whatIf && personalizer.inspect(request(true), whatIf),
    ])
    if (current !== question) return
    const { message } = personalizer.getSnapshot()
    if (!now) result.replaceChildren(none(message || 'The engine does not answer: no consent yet, or it is starting.'))
    else {
      // Who has just taken a tick away stays where they are.
      const focused = (result.getRootNode() as ShadowRoot).activeElement?.getAttribute('name')
      result.replaceChildren(...answer(now, otherwise ?? null))
      if (focused) result.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus({ preventScroll: true })
    }
  }

  function request(isChanged: boolean): RecommendRequest {
    const asked: RecommendRequest = { kind: kind.value as RecommendRequest['kind'], count: COUNT }
    if (kind.value === 'similar' || kind.value === 'bought-together') asked.seed = seed.value
    if (filter.value) asked.filter = filter.value
    if (isChanged && device.selectedIndex > 0) asked.context = { device: device.value as 'phone' }
    return asked
  }

  /** Undefined where nothing is changed. */
  function changes(): WhatIf | undefined {
    const isElsewhere = device.selectedIndex > 0 || hour.selectedIndex > 0 || day.selectedIndex > 0
    if (!isElsewhere && without.size === 0 && !then.value) return
    const now = new Date()
    if (hour.selectedIndex > 0) now.setHours(hour.selectedIndex - 1, 0)
    // Of this week.
    if (day.selectedIndex > 0) now.setDate(now.getDate() - now.getDay() + day.selectedIndex - 1)
    const and = then.value ? [{ event: 'view_item' as const, item: then.value, time: now.getTime() }] : []
    return { without: [...without], and, now: now.getTime() }
  }

  function answer(now: Inspection, otherwise: Inspection | null): Node[] {
    const places = new Map(now.items.map(({ item }, place) => [item.id, place]))
    const largest = Math.max(...[...now.items, ...(otherwise?.items ?? [])].map(({ score }) => score), Number.MIN_VALUE)
    return [
      facts(
        ['answered by', now.source],
        ['based on', now.seed],
        ['encode', milliseconds(now.encodeTime)],
        ['score', milliseconds(now.scoreTime)],
      ),
      otherwise !== null && effect(now, otherwise, places),
      now.items.some(({ parts }) => parts) && legend(),
      build(
        'div',
        { class: otherwise ? 'two' : '' },
        list('Now', now, largest),
        otherwise && list('What if', otherwise, largest, places),
      ),
      steps(now),
    ].filter((part) => part !== false)
  }

  function steps({ sequence }: Inspection): HTMLElement {
    const heaviest = Math.max(...sequence.map(({ share }) => share ?? 0), Number.MIN_VALUE)
    const rows = sequence
      .slice(-SHOWN_STEPS)
      .reverse()
      .map(({ id, item, event, time, share }) => {
        const happened = build('input', {
          type: 'checkbox',
          name: `step${id}`,
          onchange: () => {
            if (!without.delete(id)) without.add(id)
            void update()
          },
        })
        happened.checked = !without.has(id)
        return build(
          'li',
          {},
          build('label', {}, happened, ` ${event} `, build('b', {}, item), ' ', build('small', {}, clock(time))),
          share !== null && bar(`weighs ${percent(share)}`, ['attention', share / heaviest]),
          share !== null && build('small', {}, percent(share)),
        )
      })
    return build(
      'div',
      {},
      build('h2', {}, 'What the model reads, newest first'),
      build(
        'p',
        { class: 'note' },
        'The bar is what a step weighs in the query. Take a tick away: what if it had not happened?',
      ),
      rows[0] ? build('ol', { class: 'steps' }, ...rows) : none('No step with an item that the model knows.'),
    )
  }

  /** What the change did; of device, hour and day also why it may have done nothing. */
  function effect(now: Inspection, otherwise: Inspection, before: ReadonlyMap<string, number>): HTMLElement {
    const others = otherwise.items.filter(({ item }, place) => before.get(item.id) !== place).length
    const isSame = others === 0 && now.items.length === otherwise.items.length
    const isOfContext = without.size === 0 && then.value === ''
    const told = isSame ? 'It changes nothing here.' : `It changes ${others} of ${otherwise.items.length} places.`
    const why =
      'A model trained without context reads neither device, hour nor day; rules, buy-again and a re-ranker of your own may.'
    return build('p', { class: 'note effect' }, isOfContext ? `${told} ${why}` : told)
  }

  const fields = [kind, seed, filter, device, hour, day, then]
  for (const field of fields) field.addEventListener('change', () => void update())
  const element = build(
    'section',
    {},
    build('div', { class: 'fields' }, kind, seed, filter),
    build('div', { class: 'fields' }, build('span', {}, 'What if'), device, hour, day, then),
    result,
  )
  return { title: 'Lists', element, update }
}

function list(
  heading: string,
  { items }: Inspection,
  largest: number,
  before?: ReadonlyMap<string, number>,
): HTMLElement {
  const rows = items.map(({ item, score, parts, reasons, group }, place) => {
    const was = before?.get(item.id)
    const moved = !before
      ? ''
      : was === undefined
        ? 'new'
        : was > place
          ? `↑${was - place}`
          : was < place
            ? `↓${place - was}`
            : '='
    const kinds = Object.keys(PARTS) as (keyof typeof PARTS)[]
    const made = parts
      ? kinds.map((part): [string, number] => [part, (parts[part] * parts.factor) / largest])
      : [['model', score / largest] as [string, number]]
    const label = parts
      ? `${kinds.map((part) => `${PARTS[part]} ${short(parts[part])}`).join(' + ')}, controls × ${short(parts.factor)}`
      : `score ${short(score)}`
    return build(
      'li',
      {},
      build('b', {}, group?.join(' › ') ?? item.title ?? item.id),
      ' ',
      build('small', {}, `${item.id} · ${short(score)}${moved && ` · ${moved}`}`),
      bar(label, ...made),
      build(
        'small',
        {},
        reasons.map(({ kind, item: of, weight }) => `${kind}${of ? ` ${of}` : ''} ${percent(weight)}`).join(', '),
      ),
    )
  })
  return build(
    'div',
    {},
    build('h2', {}, heading),
    rows[0] ? build('ol', { class: 'items' }, ...rows) : none('An empty list.'),
  )
}

function legend(): HTMLElement {
  const entries = Object.entries(PARTS).map(([kind, words]) => build('span', {}, build('i', { class: kind }), words))
  return build('p', { class: 'legend' }, ...entries)
}

function select(label: string, values: readonly string[]): HTMLSelectElement {
  return build('select', { 'aria-label': label }, ...values.map((value) => build('option', { value }, value)))
}
