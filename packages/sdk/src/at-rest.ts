import type { PersonalizerStatus } from '@penchant/protocol'
import { NO_PURPOSES } from './consent-gate.ts'

/** What a server's personalizer says, and so what its markup is hydrated with. */
export const AT_REST: PersonalizerStatus = {
  state: 'idle',
  consent: 'pending',
  decidedBy: 'option',
  purposes: NO_PURPOSES,
  identified: false,
  queued: 0,
  dropped: 0,
  message: '',
  engine: null,
}
