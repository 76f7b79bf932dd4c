import type { ExportedData } from '@penchant/protocol'
import type { Audit } from './audit.ts'
import type { InteractionStore } from './interaction-store.ts'
import type { Learner } from './learner.ts'
import type { ModelLoading } from './model-loading.ts'
import type { SlotStore } from './slot-store.ts'

interface Sources {
  store: InteractionStore
  audit: Audit
  slots: SlotStore
  learner: Learner
  model: ModelLoading
}

/** All that is kept of the visitor, for the visitor. */
export async function exportData({ store, audit, slots, learner, model }: Sources): Promise<ExportedData> {
  await store.whole()
  return {
    format: 'penchant-export',
    version: 1,
    exportedAt: new Date().toISOString(),
    interactions: [...store.history],
    audit: audit.status(model.serving),
    slots: await slots.all(),
    adapter: learner.kept && base64(learner.kept.bytes),
    adapterBase: learner.kept?.base ?? null,
  }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
