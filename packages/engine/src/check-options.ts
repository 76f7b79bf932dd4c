import { AUDIT_MODES, type AuditMode, type BackendName, type EngineOptions, penchantError } from '@penchant/protocol'
import { show } from './show.ts'

const BACKENDS: (BackendName | 'auto')[] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu']

function refuse(field: string, value: unknown, remedy: string): never {
  throw penchantError('InvalidOption', `${field} is ${show(value)}: ${remedy}`)
}

/** The longest that anything is kept by default: the thirteen months that data-protection authorities give a cookie. */
const DAYS = 390
const INTERACTIONS = 10_000

function checkKeep(given: EngineOptions['keep'] = {}): Required<NonNullable<EngineOptions['keep']>> {
  if (typeof given !== 'object' || given === null) refuse('keep', given, 'give an object such as { days: 90 }')
  const { days = DAYS, interactions = INTERACTIONS } = given
  if (typeof days !== 'number' || !(days > 0)) refuse('keep.days', days, 'give a number above 0')
  if (!Number.isSafeInteger(interactions) || interactions < 1)
    refuse('keep.interactions', interactions, 'give a whole number from 1')
  return { days, interactions }
}

/** Every option is there. */
export interface CheckedOptions extends EngineOptions {
  visitor: string
  merge: boolean
  audit: AuditMode
  keep: ReturnType<typeof checkKeep>
  encrypt: boolean
  lowBattery: boolean
}

/** Reads what the page sent with `init`. Throws `InvalidOption` naming the field. */
export function checkOptions(given: EngineOptions): CheckedOptions {
  const { protocolVersion, model, modelKey, database, backend, learn, audit = 'on', automated } = given
  const { visitor = '', merge, purposes, keep, encrypt = false, paused, lowBattery } = given
  if (typeof model !== 'string') refuse('model', model, "give the absolute URL of the published model's folder")
  // A key that cannot be one must not pass for none.
  if (modelKey !== undefined && !(typeof modelKey === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(modelKey))) {
    refuse('modelKey', modelKey, 'give the public key that `penchant keys` prints, 44 characters')
  }
  if (typeof database !== 'string' || database === '') refuse('database', database, 'give a name')
  if (typeof visitor !== 'string') refuse('visitor', visitor, "give the shop's own id of the visitor")
  if (!BACKENDS.includes(backend)) refuse('backend', backend, `give one of ${BACKENDS.join(', ')}`)
  if (typeof learn !== 'boolean') refuse('learn', learn, 'give true or false')
  if (!AUDIT_MODES.includes(audit)) refuse('audit', audit, `give one of ${AUDIT_MODES.join(', ')}`)
  if (typeof encrypt !== 'boolean') refuse('encrypt', encrypt, 'give true or false')
  if (typeof purposes?.store !== 'boolean') refuse('purposes.store', purposes?.store, 'give true or false')
  if (typeof purposes.learn !== 'boolean') refuse('purposes.learn', purposes.learn, 'give true or false')
  return {
    protocolVersion,
    model,
    ...(modelKey !== undefined && { modelKey }),
    database,
    visitor,
    merge: merge === true,
    backend,
    learn,
    audit,
    automated: automated === true,
    purposes: { store: purposes.store, learn: purposes.learn },
    keep: checkKeep(keep),
    encrypt,
    paused: paused === true,
    lowBattery: lowBattery === true,
  }
}
