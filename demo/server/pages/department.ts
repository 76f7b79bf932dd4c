import { pictureAddress } from '../../src/view/addresses.ts'
import { html } from '../../src/view/html.ts'
import { itemTitle } from '../../src/view/item-words.ts'
import type { Department } from '../catalogue.ts'
import { departmentAddress } from '../department-address.ts'
import type { Page } from '../layout.ts'
import { listing, listingQuery } from '../listing.ts'
import type { Shop } from '../shop.ts'
import { crumbs } from './crumbs.ts'
import { listingView } from './listing-view.ts'

const BRANCHES_SHOWN = 24

/** A department, or all products where `department` is null. */
export function departmentPage(shop: Shop, department: Department | null, search: URLSearchParams): Page {
  const { catalogue, site } = shop
  const items = department?.items ?? catalogue.items
  const branches = department ? department.children : catalogue.departments
  // A narrowest department shows its siblings, so that one tap is enough to change over.
  const siblings = department?.parent && branches.length === 0 ? department.parent.children : branches
  const name = department?.name ?? 'All products'
  const path = department ? departmentAddress(department, site) : `${site.base}/c`
  return {
    name: 'listing',
    title: name,
    department,
    data: { list: { id: department ? department.path : 'all', name } },
    main: html`${crumbs(shop, department)}
<div class="listing-head"><h1>${name}</h1><p>${items.length.toLocaleString('en')} ${items.length === 1 ? 'product' : 'products'}</p></div>
${
  siblings.length > 1
    ? html`<nav class="branches" aria-label="${department ? `Within ${department.parent && branches.length === 0 ? department.parent.name : name}` : 'All departments'}"><ul role="list">${siblings
        .slice(0, BRANCHES_SHOWN)
        .map(
          (branch) =>
            html`<li><a href="${departmentAddress(branch, site)}"${branch === department ? html` aria-current="page"` : ''}><img src="${pictureAddress(branch.items[0]!, site)}" alt="" width="40" height="40" loading="lazy">${branch.name}</a></li>`,
        )}</ul></nav>`
    : ''
}
${listingView(shop, listing(items, listingQuery(search), itemTitle), { path })}`,
  }
}
