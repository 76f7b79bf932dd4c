export { defineInspector } from './define-inspector.ts'
export { PenchantInspector } from './inspector.ts'
