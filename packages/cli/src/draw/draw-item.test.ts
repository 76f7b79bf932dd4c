import type { Item } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { LEAVES } from '../simulate/taxonomy.ts'
import { drawItem } from './draw-item.ts'
import { findShape, SHAPES } from './find-shape.ts'

const MOST_BYTES = 2500

interface Element {
  name: string
  attributes: [string, string][]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows none of them
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u
const TOKEN = /([^<]+)|<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>/y

/** Elements of well-formed XML as we write it: tags closed in order, attributes quoted, no stray `<` or `&` in the text. */
function elementsOf(svg: string): Element[] {
  const elements: Element[] = []
  const open: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < svg.length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(svg)
    if (!token) throw new Error(`no tag: ${svg.slice(at, at + 60)}`)
    const [, text, closing, name, attributes, single] = token
    if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(text)) throw new Error(`stray & in ${text}`)
    } else if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`)
    } else {
      elements.push({ name, attributes: [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map((m) => [m[1], m[2]]) })
      if (!single) open.push(name)
    }
  }
  if (open.length > 0) throw new Error(`<${open.pop()}> is not closed`)
  return elements
}

const DRAWING = 'linearGradient radialGradient stop filter feDropShadow g path rect circle ellipse text'.split(' ')

/** All that is wrong with an item's picture; nothing, one hopes. */
function faults(item: Item): string[] {
  const svg = drawItem(item)
  const wrong: string[] = []
  if (Buffer.byteLength(svg) >= MOST_BYTES) wrong.push(`${Buffer.byteLength(svg)} bytes`)
  if (NO_XML.test(svg)) wrong.push('a character that XML does not allow')
  if (!svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">')) wrong.push('another root')
  for (const { name, attributes } of elementsOf(svg).slice(1)) {
    if (!DRAWING.includes(name)) wrong.push(`<${name}>`)
    for (const [key, value] of attributes)
      if (/^on|href|style|^src$/.test(key) || /url\((?!#)|:\/\/|NaN|undefined|Infinity/.test(value))
        wrong.push(`${key}="${value}"`)
  }
  return wrong.map((fault) => `${item.title?.slice(0, 40)}: ${fault}`)
}

const titled = (title: string, more: Partial<Item> = {}): Item => ({ id: 'P1', title, ...more })

describe('drawItem', () => {
  it('draws every kind of thing, in every form, as small, well-formed SVG that fetches and runs nothing', () => {
    const words = Object.values(SHAPES).flatMap((shape) => shape.words)
    const brands = ['Ada', 'Brook', 'Cielo', 'Dune']
    const items = words.flatMap((word) => brands.map((brand) => titled(`${brand} ${word}, Chalk`, { brand })))
    expect(items.flatMap(faults)).toEqual([])
    expect(Object.keys(SHAPES).length).toBeGreaterThan(100)
  })

  it.each([
    ['markup', '<script>alert(1)</script>'],
    ['an entity', '&lt;&#60;&bogus;'],
    ['quotes', `" onload="alert(1)' x='`],
    ['emoji', '😀🎉👨‍👩‍👧'],
    ['right to left', '‮سماعات لاسلكية'],
    ['CJK', '会議用テーブル'],
    ['combining marks', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞a̴͓l̶g̷o'],
    ['control characters', '\u0000\u0008\ufffe mug \u001b'],
    ['a lone surrogate', '\ud800x \udfff'],
    ['10 kB', 'vaso & <b>'.repeat(1000)],
    ['10 kB without a space', 'x'.repeat(10_000)],
    ['nothing', ''],
    ['a name every object has', 'constructor __proto__ toString'],
  ])('is safe with a title of %s', (_, text) => {
    const fields = { id: text, brand: text, category: [text, text] }
    const items = [titled(text), fields, { ...fields, title: `${text}, Moss` }]
    expect(items.flatMap(faults)).toEqual([])
  })

  it('draws an item of which nothing is known', () => {
    expect([{ id: '' }, { id: '7', category: [] }].flatMap(faults)).toEqual([])
  })

  it('gives the same item the same picture, and colours of one product the same form', () => {
    const moss = drawItem(titled('Fjell Stoneware Mug, Moss', { brand: 'Askerud' }))
    expect(drawItem(titled('Fjell Stoneware Mug, Moss', { brand: 'Askerud' }))).toBe(moss)
    const navy = drawItem(titled('Fjell Stoneware Mug, Navy', { brand: 'Askerud' }))
    expect(navy).not.toBe(moss)
    const form = (svg: string) => svg.replaceAll(/#[\da-z]+/g, '').replaceAll(/id="[^"]*"/g, '')
    expect(form(navy)).toBe(form(moss))
    expect(form(drawItem(titled('Lumi Tall Mug, Moss', { brand: 'Askerud' })))).not.toBe(form(moss))
  })

  it('has letters only where it does not know the kind of thing', () => {
    expect(drawItem(titled('Enamel Mug, Moss'))).not.toContain('<text')
    expect(drawItem(titled('Quantum Flux Capacitor'))).toMatch(/<text[^>]*>QF<\/text>/)
  })
})

describe('findShape', () => {
  it('knows what each sub-category of the simulated shop sells, and tells them apart', () => {
    const shapes = LEAVES.map(({ nouns, sizes }) => {
      const found = nouns.map((noun) => findShape([`Fjell Solid ${noun} ${sizes[0] ?? ''}`])?.shape)
      expect(new Set(found).size, nouns.join()).toBe(1)
      expect(found[0], nouns.join()).toBeTruthy()
      return found[0]
    })
    expect(new Set(shapes).size).toBe(LEAVES.length)
  })

  it.each([
    ['JUMBO BAG RED RETROSPOT', 'tote'],
    ['Coffee Table', 'coffeeTable'],
    ['Table Lamp with wooden chair', 'tableLamp'],
    ['Set of 6 Coffee Mugs', 'mug'],
    ['Tea Towel', 'towel'],
    ['Knives', 'knife'],
  ])('reads %s as %s', (title, name) => {
    expect(findShape([title])?.shape).toBe(SHAPES[name])
  })

  it('takes the first text that names something', () => {
    expect(findShape(['Fjell 300', 'Mugs', 'Kettles'])?.shape).toBe(SHAPES.mug)
    expect(findShape(['Gift voucher'])).toBeUndefined()
  })
})
