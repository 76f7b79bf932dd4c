import css from './elements.css?inline'

let sheet: CSSStyleSheet | undefined

/** An open shadow root with the elements' style: one constructed sheet for all, which no `style-src` has to allow. */
export function attachStyled(host: HTMLElement): ShadowRoot {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
  }
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet]
  return root
}
