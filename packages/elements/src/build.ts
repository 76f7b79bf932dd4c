type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>

/**
 * An element with its attributes, listeners (`onclick`) and children. No markup is parsed: what an item's title or a
 * word of the shop's says is text, and a page that enforces Trusted Types has nothing to forbid.
 */
export function build<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | undefined | null | false)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value != null && value !== false) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...(children.filter(Boolean) as Node[]))
  return element
}
