export { type BackendChoice, chooseBackends, hasRealAdapter, type Jobs, startFirst } from './choose-backends.ts'
export { backendIsLost, forgetBackend, startBackend } from './start-backend.ts'
