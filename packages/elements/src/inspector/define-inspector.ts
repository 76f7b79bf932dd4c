import { PenchantInspector } from './inspector.ts'

/** Makes `<penchant-inspector>` known to the page. Does nothing on a server, and nothing the second time. */
export function defineInspector(): void {
  if (typeof customElements === 'undefined' || customElements.get('penchant-inspector')) return
  customElements.define('penchant-inspector', PenchantInspector)
}
