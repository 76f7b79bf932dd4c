import type { PersonalizerStatus } from '@penchant/protocol'

/** What a server's personalizer says, and so what its markup is hydrated with. */
export const AT_REST: PersonalizerStatus = {
  state: 'idle',
  consent: 'pending',
  queued: 0,
  dropped: 0,
  message: '',
  engine: null,
}
