import { createHash } from 'node:crypto'

/**
 * Runs before the first paint: what the visitor chose earlier decides how the page looks, so nothing
 * jumps when the rest of the scripts arrive. `waiting` shows skeletons; it ends by itself if no script comes.
 */
export const BOOT = `(function(root){try{
root.dataset.consent=localStorage.getItem('demo:consent')||'pending'
if(root.dataset.consent==='granted'){root.dataset.waiting='';setTimeout(function(){delete root.dataset.waiting},10000)}
if(sessionStorage.getItem('demo:drawer')==='open')root.dataset.drawer='open'
}catch(e){root.dataset.consent='pending'}})(document.documentElement)`

/** Keeps calls made before the SDK has arrived; the SDK takes them over. */
export const STUB = `window.penchant=window.penchant||function(){(penchant.q=penchant.q||[]).push(arguments)}`

/** For `script-src`: exactly these two may run inline. */
export const INLINE_HASHES = [BOOT, STUB].map(
  (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
)
