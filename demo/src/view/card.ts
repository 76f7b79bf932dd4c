import type { Item } from 'penchant'
import { hasOwnPicture, pictureAddress, productAddress } from './addresses.ts'
import { type Html, html, type Part } from './html.ts'
import { icon } from './icon.ts'
import { brandName, itemTitle } from './item-words.ts'
import { money } from './money.ts'
import type { Site } from './site.ts'

export interface CardOptions {
  /** One line under the price; slots reserve its height. */
  reason?: Part
  /** The visitor did not have this card in the list before. */
  fresh?: boolean
  /** Shows the button that removes the item from what is recommended. */
  dismissible?: boolean
  /** Above the fold: fetch the picture at once. */
  eager?: boolean
}

/** One product in a grid or a shelf. Its data attributes are what events about it are made of. */
export function card(item: Item, site: Site, options: CardOptions = {}): Html {
  const title = itemTitle(item)
  return html`<li class="${options.fresh ? 'card fresh' : 'card'}" data-id="${item.id}" data-title="${title}"${
    item.price === undefined ? '' : html` data-price="${item.price}"`
  }${item.brand ? html` data-brand="${item.brand}"` : ''}${
    item.category?.length ? html` data-category="${JSON.stringify(item.category)}"` : ''
  }${hasOwnPicture(item) ? html` data-image="${item.image}"` : ''}>
<a class="card-link" href="${productAddress(item.id, site)}">
<span class="picture"><img src="${pictureAddress(item, site)}" alt="" width="320" height="320" decoding="async"${
    options.eager ? '' : html` loading="lazy"`
  }>${options.fresh ? html`<span class="card-new">New</span>` : ''}</span>
<span class="${options.reason === undefined ? 'card-words' : 'card-words reasoned'}">${item.brand ? html`<span class="card-brand">${brandName(item.brand)}</span>` : ''}
<span class="card-title">${title}</span>
${item.price === undefined ? '' : html`<span class="card-price">${money(item.price, site.currency)}</span>`}
${options.reason === undefined ? '' : html`<span class="card-reason">${options.reason}</span>`}</span>
</a>
<button type="button" class="card-heart" data-do="wish" aria-pressed="false" aria-label="Keep ${title} on the wish list">${icon('heart')}</button>
${
  options.dismissible
    ? html`<button type="button" class="card-dismiss" data-do="dismiss" aria-label="Not interested in ${title}">${icon('close')}</button>`
    : ''
}
</li>`
}

/** Keeps a card's place while there is nothing to put there. */
export function ghostCard(withReason: boolean): Html {
  return html`<li class="card ghost" aria-hidden="true"><span class="card-link"><span class="picture"></span><span class="${withReason ? 'card-words reasoned' : 'card-words'}"></span></span></li>`
}
