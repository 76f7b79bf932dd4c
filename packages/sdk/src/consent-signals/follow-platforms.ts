import type { ConsentSignal } from '@penchant/protocol'
import type { ConsentGate, Decision } from '../consent-gate.ts'
import { type SignalsHost, startConsentSignals } from './start-consent-signals.ts'
import { weighSignals } from './weigh-signals.ts'

export interface PlatformsHost extends Omit<SignalsHost, 'hear' | 'region'> {
  gate: Pick<ConsentGate, 'signal' | 'purposes'>
  region: unknown
  decide(by: ConsentSignal, decision: Decision): void
}

/** What a page that asks consent platforms fetches besides. @returns ends it */
export function followPlatforms({ gate, decide, region, ...host }: PlatformsHost): () => void {
  return startConsentSignals({ ...host, region: String(region ?? ''), hear: weighSignals(gate, decide) })
}
