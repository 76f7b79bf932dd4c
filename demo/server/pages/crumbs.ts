import { type Html, html } from '../../src/view/html.ts'
import type { Department } from '../catalogue.ts'
import { departmentAddress } from '../department-address.ts'
import type { Shop } from '../shop.ts'

/** Way from the start page down to a department; `here` ends it, without a link. */
export function crumbs({ site }: Shop, department: Department | null, here?: string): Html {
  const way: Department[] = []
  for (let at = department; at; at = at.parent) way.unshift(at)
  const last = here === undefined ? way.pop() : undefined
  return html`<nav class="crumbs" aria-label="Where you are"><ol role="list">
<li><a href="${site.base || '/'}">Start</a></li>
${way.map((step) => html`<li><a href="${departmentAddress(step, site)}">${step.name}</a></li>`)}
<li aria-current="page">${here ?? last?.name ?? 'All products'}</li>
</ol></nav>`
}
