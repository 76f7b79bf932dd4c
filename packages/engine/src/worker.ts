import { startEngine } from './start-engine.ts'

startEngine(self as unknown as DedicatedWorkerGlobalScope)
