import { type BackendName, type EngineOptions, penchantError } from '@penchant/protocol'

const BACKENDS: (BackendName | 'auto')[] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu']

function refuse(field: string, value: unknown, remedy: string): never {
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 80)
  throw penchantError('InvalidOption', `${field} is ${shown}: ${remedy}`)
}

/** Reads what the page sent with `init`. Throws `InvalidOption` naming the field. */
export function checkOptions(given: EngineOptions): EngineOptions {
  const { protocolVersion, model, modelKey, database, backend, learn, paused } = given
  if (typeof model !== 'string') refuse('model', model, "give the absolute URL of the published model's folder")
  // A key that cannot be one must not pass for none.
  if (modelKey !== undefined && !(typeof modelKey === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(modelKey))) {
    refuse('modelKey', modelKey, 'give the public key that `penchant keys` prints, 44 characters')
  }
  if (typeof database !== 'string' || database === '') refuse('database', database, 'give a name')
  if (!BACKENDS.includes(backend)) refuse('backend', backend, `give one of ${BACKENDS.join(', ')}`)
  if (typeof learn !== 'boolean') refuse('learn', learn, 'give true or false')
  return {
    protocolVersion,
    model,
    ...(modelKey !== undefined && { modelKey }),
    database,
    backend,
    learn,
    paused: paused === true,
  }
}
