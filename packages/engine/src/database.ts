import {
  type LearningRun,
  penchantError,
  type SlotRecord,
  type StorageProblem,
  type StoredInteraction,
} from '@penchant/protocol'
import type { BackendChoice } from '@penchant/tensor/browser'
import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb'
import { withTimeout } from './with-timeout.ts'

/** What was learnt on this device for one model, as bytes. */
export interface Checkpoint {
  /** Hash of the base model that the bytes belong to. */
  base: string
  /** Rises by one with every accepted learning run. */
  version: number
  bytes: Uint8Array
  /** sha-256 of `bytes`, lower-case hexadecimal. */
  checksum: string
  /** Milliseconds since the Unix epoch. */
  savedAt: number
}

/** A learning run with the newest interaction that it saw: the next run waits for newer ones. */
export interface LoggedRun extends LearningRun {
  lastInteraction: number
}

/** An interaction of which all but these is encrypted: when, and not what. */
export interface SealedInteraction extends Pick<StoredInteraction, 'id' | 'session' | 'time' | 'key'> {
  sealed: Uint8Array
}

/** Everything that the engine keeps on the device, but for the model's files. */
export interface PenchantSchema extends DBSchema {
  interactions: { key: number; value: StoredInteraction | SealedInteraction; indexes: { key: string } }
  /** By the model's URL and hash, so that two models on one site, or an old tab and a new one, do not mix. */
  checkpoints: { key: [model: string, base: string, slot: 'current' | 'previous']; value: Checkpoint }
  learning: { key: [model: string, time: number]; value: LoggedRun }
  /** The measured choice, by browser version. */
  backends: { key: string; value: BackendChoice }
  /** What was learnt of the options that slots can show, by slot. */
  slots: { key: string; value: SlotRecord }
  /**
   * `paused`: what the visitor has set. `rollout`: this device's place in rollouts. `key`: encrypts interactions, and cannot
   * be read by any script. `trimmed`: no interaction up to this id is left.
   */
  settings: { key: 'paused' | 'rollout' | 'key' | 'trimmed'; value: boolean | number | CryptoKey }
}

export type Connection = IDBPDatabase<PenchantSchema>
type Upgrade = (
  connection: Connection,
  transaction: IDBPTransaction<PenchantSchema, StoreNames<PenchantSchema>[], 'versionchange'>,
) => void

/**
 * Step `i` takes the database from version `i` to `i + 1`. A step that was published is never
 * changed: append.
 */
export const UPGRADES: Upgrade[] = [
  (connection) => {
    connection.createObjectStore('interactions', { keyPath: 'id', autoIncrement: true })
    connection.createObjectStore('checkpoints')
  },
  // Interactions that are sent again after a restart of the worker are stored once; learning runs and the
  // measured choice of backends are kept.
  (connection, transaction) => {
    transaction.objectStore('interactions').createIndex('key', 'key', { unique: true })
    connection.createObjectStore('learning')
    connection.createObjectStore('backends')
  },
  (connection) => {
    connection.createObjectStore('settings')
  },
  (connection) => {
    connection.createObjectStore('slots', { keyPath: 'slot' })
  },
]

export interface Database {
  readonly name: string
  /** True after `erase`, here or in another tab: nothing is read or stored any more. */
  readonly erased: boolean
  /** What was wrong when it was used last; empty where nothing was. */
  readonly problem: '' | StorageProblem
  /**
   * Runs `work` on an open connection, opening one where it is missing or was lost. Rejects with
   * `StorageUnavailable` or `Timeout`.
   */
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  /** From here on nothing is read or stored, and why. */
  forbid(problem: StorageProblem): void
  close(): void
  /** Empties every store, then deletes the database. Other tabs close their connections. */
  erase(): Promise<void>
}

export interface DatabaseOptions {
  /** Milliseconds for each use. Default 10 s. */
  timeout?: number
  /** Called once when another tab, or the browser on the visitor's behalf, deletes the database. */
  onErased?: () => void
}

/** Errors after which a database that fails again is beyond reading: begun anew it stores at least what comes. */
const BROKEN: ReadonlySet<string> = new Set(['NotFoundError', 'NotReadableError', 'UnknownError'])

const PROBLEMS: Readonly<Record<string, StorageProblem>> = {
  QuotaExceededError: 'full',
  VersionError: 'newer',
  Timeout: 'blocked',
  NotFoundError: 'broken',
  NotReadableError: 'broken',
  UnknownError: 'broken',
}

/** The database called `name`. Nothing is opened before the first use. */
export function createDatabase(name: string, { timeout = 10_000, onErased }: DatabaseOptions = {}): Database {
  let opening: Promise<Connection> | null = null
  let erased = false
  let forbidden: StorageProblem | undefined
  let problem: '' | StorageProblem = ''

  function close(): void {
    opening?.then((connection) => connection.close()).catch(() => {})
    opening = null
  }

  function open(): Promise<Connection> {
    // Inside `then`, because a browser that forbids IndexedDB throws at once.
    const request = () =>
      openDB<PenchantSchema>(name, UPGRADES.length, {
        upgrade(connection, oldVersion, _, transaction) {
          for (const step of UPGRADES.slice(oldVersion)) step(connection, transaction)
        },
        // Another tab deletes (`null`) or upgrades the database and waits for this connection.
        blocking(_, newVersion) {
          close()
          if (newVersion !== null || erased) return
          erased = true
          onErased?.()
        },
        terminated() {
          opening = null
        },
      })
    const attempt = Promise.resolve().then(request)
    attempt.catch(() => {
      if (opening === attempt) opening = null
    })
    return attempt
  }

  async function run<T>(work: (connection: Connection) => Promise<T>, attempt = 1): Promise<T> {
    if (typeof indexedDB === 'undefined') throw penchantError('StorageUnavailable', 'this browser offers no IndexedDB')
    const connecting = opening ?? open()
    opening = connecting
    try {
      const connection = await withTimeout(connecting, timeout, `opening the database "${name}"`)
      const result = await withTimeout(work(connection), timeout, `the database "${name}"`)
      problem = ''
      return result
    } catch (error) {
      const { name: kind, message } = error as Error
      // The connection was closed between opening and use: another tab's upgrade, or the browser.
      const again = kind === 'InvalidStateError' ? attempt === 1 : BROKEN.has(kind) && attempt <= 2
      if (again) {
        if (opening === connecting) close()
        if (attempt === 2) await withTimeout(deleteDB(name), timeout, `deleting the database "${name}"`).catch(() => {})
        return run(work, attempt + 1)
      }
      problem = PROBLEMS[kind] ?? 'unavailable'
      if (kind === 'Timeout') throw error
      throw penchantError('StorageUnavailable', `the database "${name}" cannot be used: ${kind}: ${message}`, error)
    }
  }

  async function use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    if (erased) throw penchantError('StorageUnavailable', `the database "${name}" was erased; start again with init()`)
    if (forbidden) throw penchantError('StorageUnavailable', `the database "${name}" is not used: ${forbidden}`)
    return run(work)
  }

  async function erase(): Promise<void> {
    const already = erased
    erased = true
    if (already || typeof indexedDB === 'undefined') return
    // A database that is not there must not be made to be deleted.
    const known = await indexedDB.databases?.().catch(() => undefined)
    if (known && !known.some((each) => each.name === name)) return close()
    // Emptied first: a tab that does not answer can hold up the deletion, but not this.
    await run(async (connection) => {
      const stores = [...connection.objectStoreNames]
      const transaction = connection.transaction(stores, 'readwrite')
      await Promise.all([...stores.map((store) => transaction.objectStore(store).clear()), transaction.done])
    }).catch(() => {})
    close()
    await withTimeout(deleteDB(name), timeout, `deleting the database "${name}"`)
  }

  return {
    name,
    get erased() {
      return erased
    },
    get problem() {
      return forbidden ?? problem
    },
    use,
    forbid(why) {
      forbidden = why
      close()
    },
    close,
    erase,
  }
}
