import { installGlobal } from './install-global.ts'

// Also set for a script that is `async` or was put in by another; not for a module.
const script = document.currentScript
if (script) installGlobal(script as HTMLScriptElement)
else console.warn('penchant.js: leave out type="module".')
