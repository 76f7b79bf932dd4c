import type { CardFacts } from './card-facts.ts'

const ATTRIBUTES: Readonly<Record<string, string>> = { url: 'href', image: 'src' }

/**
 * A copy of the shop's template with an item's facts in it: `data-field="title"` gets the text, on a picture
 * `data-field="image"` its `src`, on a link `data-field="url"` its `href`. An element whose fact is missing is emptied,
 * and loses the template's own address. Several names may stand in one attribute.
 */
export function templateCard(template: HTMLTemplateElement, facts: Partial<CardFacts>): DocumentFragment | HTMLElement {
  const card = document.importNode(template.content, true)
  for (const element of card.querySelectorAll<HTMLElement>('[data-field]')) {
    for (const name of element.dataset.field!.split(/\s+/)) {
      const value = facts[name as keyof CardFacts]
      const attribute = ATTRIBUTES[name]
      if (!attribute) element.textContent = value ?? ''
      else if (value) element.setAttribute(attribute, value)
      else element.removeAttribute(attribute)
    }
  }
  return card
}
