import type { Personalizer } from '../personalizer.ts'

/** What a device keeps for its experiments. It names no item, and leaves the device only if the shop sends it. */
interface DeviceRecord {
  /** By chance; tells one device from another in nothing but its arms. */
  seed: string
  /** Name of an experiment → when it first showed something, milliseconds since the Unix epoch. */
  exposed: Record<string, number>
}

const KEY = 'penchant:experiments'

/** Where storage is blocked, a page keeps its arms as long as it is open. */
let inMemory: DeviceRecord | null = null

/** With consent, the record, made where there is none; without, none, and what an earlier visit left is removed. */
export function deviceRecord({ consent }: Pick<Personalizer, 'consent'>): DeviceRecord | null {
  if (consent.state !== 'granted') {
    if (consent.state === 'denied') forgetDevice()
    return null
  }
  if (!consent.purposes.store) {
    removeStored()
    inMemory ??= { seed: seedByChance(), exposed: {} }
    return inMemory
  }
  const record = read() ?? inMemory ?? { seed: seedByChance(), exposed: {} }
  write(record)
  return record
}

export function keepExposure(personalizer: Pick<Personalizer, 'consent'>, experiment: string, now: number): void {
  const record = deviceRecord(personalizer)
  if (!record || Object.hasOwn(record.exposed, experiment)) return
  const exposed = { ...record, exposed: { ...record.exposed, [experiment]: now } }
  if (personalizer.consent.purposes.store) write(exposed)
  else inMemory = exposed
}

export function forgetDevice(): void {
  inMemory = null
  removeStored()
}

function removeStored(): void {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Blocked: nothing was kept there either.
  }
}

function read(): DeviceRecord | null {
  try {
    const { seed, exposed } = JSON.parse(localStorage.getItem(KEY)!)
    return typeof seed === 'string' && typeof exposed === 'object' && exposed !== null ? { seed, exposed } : null
  } catch {
    return null
  }
}

function write(record: DeviceRecord): void {
  inMemory = record
  try {
    localStorage.setItem(KEY, JSON.stringify(record))
  } catch {
    // Blocked or full: it is in memory.
  }
}

function seedByChance(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('')
}
