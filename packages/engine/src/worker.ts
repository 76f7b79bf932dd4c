import { startEngine } from './start-engine.ts'

startEngine(self)
