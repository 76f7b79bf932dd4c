import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ATTRIBUTES, type Attribute, type Expression, OPERATORS, type Value } from './expression.ts'
import { matcher } from './matcher.ts'
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, parseFilter } from './parse-filter.ts'
import { printFilter } from './print-filter.ts'

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', "'", '\\', 'a') }),
)
const named = (build: (attribute: Attribute, value: fc.Arbitrary<Value>) => fc.Arbitrary<Expression>) =>
  fc
    .constantFrom(...(Object.keys(ATTRIBUTES) as Attribute[]))
    .chain((attribute) => build(attribute, attribute === 'price' ? number : text))
const comparison = named((attribute, value) =>
  fc.record({
    type: fc.constant('compare' as const),
    attribute: fc.constant(attribute),
    operator: fc.constantFrom(...(attribute === 'price' ? OPERATORS : (['=', '!='] as const))),
    value,
  }),
)
const membership = named((attribute, value) =>
  fc.record({
    type: fc.constant('in' as const),
    attribute: fc.constant(attribute),
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
  }),
)
const presence = named((attribute) => fc.constant({ type: 'has' as const, attribute }))
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    comparison,
    membership,
    presence,
    fc.record({ type: fc.constant('not' as const), part: tie('expression') }),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

/** `npm run fuzz` asks for a million. */
const FILTERS = Number(process.env.PENCHANT_FUZZ ?? 5000)

/** Text of the grammar's own words in any order, which comes further than any characters do. */
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom('and', 'or', 'not', 'in', 'has', '(', ')', '[', ']', ',', '"', "'", '\\', ' ', '!', '&&', '=='),
      fc.constantFrom(...OPERATORS, ...Object.keys(ATTRIBUTES), '"Kitchen"', '9.5', '-1e3', '1e999', 'constructor'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(' '))
/** A filter that is right, with a piece replaced: now and then it still is. */
const damaged = fc
  .tuple(expression, fc.nat(), fc.nat(3), fc.oneof(words, fc.string({ maxLength: 3 }), fc.constant('')))
  .map(([whole, where, length, piece]) => {
    const printed = printFilter(whole)
    const at = where % (printed.length + 1)
    return printed.slice(0, at) + piece + printed.slice(at + length)
  })

describe('a filter', () => {
  it('is read with its precedence: not before and before or', () => {
    expect(
      parseFilter('not price < 5 and has brand or id in ["a", \'b\'] AND NOT (title != "x" OR price>=-1.5e2)'),
    ).toEqual({
      type: 'or',
      parts: [
        {
          type: 'and',
          parts: [
            { type: 'not', part: { type: 'compare', attribute: 'price', operator: '<', value: 5 } },
            { type: 'has', attribute: 'brand' },
          ],
        },
        {
          type: 'and',
          parts: [
            { type: 'in', attribute: 'id', values: ['a', 'b'] },
            {
              type: 'not',
              part: {
                type: 'or',
                parts: [
                  { type: 'compare', attribute: 'title', operator: '!=', value: 'x' },
                  { type: 'compare', attribute: 'price', operator: '>=', value: -150 },
                ],
              },
            },
          ],
        },
      ],
    })
    expect(parseFilter(String.raw`title = "a \"b\" \\ c"`)).toMatchObject({ value: String.raw`a "b" \ c` })
    expect(parseFilter('brand not in ["a"]')).toEqual(parseFilter('not brand in ["a"]'))
  })

  it('comes back as it was when it is printed and read again', () => {
    fc.assert(
      fc.property(expression, (given) => {
        const printed = printFilter(given)
        fc.pre(printed.length <= MAX_FILTER_LENGTH)
        expect(parseFilter(printed)).toEqual(given)
      }),
      { numRuns: 1000 },
    )
  })

  it('is read or refused by name with a place, whatever it is', () => {
    let read = 0
    fc.assert(
      fc.property(fc.oneof(damaged, words, fc.string({ unit: 'binary', maxLength: 60 })), (given) => {
        if (given.length > MAX_FILTER_LENGTH) return true
        try {
          const parsed = parseFilter(given, 'boost[3].when')
          read++
          return typeof matcher(parsed)({ id: 'x' }) === 'boolean'
        } catch (error) {
          const { name, message } = error as Error
          return name === 'InvalidRequest' && /^boost\[3\]\.when, character \d+: found /.test(message)
        }
      }),
      { numRuns: FILTERS },
    )
    expect(read).toBeGreaterThan(100)
  }, 1_800_000)

  it.each([
    ['', 'filter, character 1: found the end; give a comparison such as price < 50, or leave filter out'],
    ['  ', 'filter, character 3: found the end; give a comparison'],
    ['colour = "red"', 'character 1: found "colour = \\"red\\""; give an attribute: id, title, brand, category, price'],
    ['toString = "red"', 'character 1: found "toString = \\"red\\""; give an attribute'],
    ['price = "5"', 'character 9: found "\\"5\\""; price takes a number, e.g. 9.5'],
    ['price < 1e999', 'character 9: found "1e999"; price takes a number that is not so large'],
    ['brand = 5', 'character 9: found "5"; brand takes a text in quotes'],
    ['brand < "Z"', 'character 7: found "< \\"Z\\""; brand is compared by =, != or in'],
    ['price == 5', 'character 7: found "== 5"; write = once'],
    ['price <> 5', 'character 7: found "<> 5"; write !='],
    ['price = 5 && price = 6', 'character 11: found "&& price = 6"; write and'],
    ['price = 5 || price = 6', 'character 11: found "|| price = 6"; write or'],
    ['!(price = 5)', 'character 1: found "!(price = 5)"; write not'],
    ['brand = "Zephyr', 'character 9: found "\\"Zephyr"; close the text with the same quote'],
    ['(price = 5', 'character 11: found the end; close the parenthesis with )'],
    ['brand in "a"', 'character 10: found "\\"a\\""; open the list with ['],
    ['brand in []', 'character 11: found "]"; brand takes a text in quotes'],
    ['brand in ["a" "b"]', 'character 15: found "\\"b\\"]"; go on with , or close the list with ]'],
    ['brand not = "a"', 'character 11: found "= \\"a\\""; write not in'],
    ['price = 5 price = 6', 'character 11: found "price = 6"; go on with and, with or, or end here'],
    ['price = 5;', 'character 10: found ";"; give an attribute, an operator'],
  ])('%j is refused with its place and a remedy', (given, message) => {
    expect(() => parseFilter(given)).toThrow(message)
  })

  it('is bounded in length and in depth', () => {
    const deep = (by: number) => `${'('.repeat(by)}price = 1${')'.repeat(by)}`
    expect(parseFilter(deep(MAX_FILTER_DEPTH))).toEqual(parseFilter('price = 1'))
    expect(() => parseFilter(deep(MAX_FILTER_DEPTH + 1))).toThrow(`nest at most ${MAX_FILTER_DEPTH} deep`)
    expect(() => parseFilter('not '.repeat(900))).toThrow(`nest at most ${MAX_FILTER_DEPTH} deep`)
    const wide = Array(300).fill('price = 1').join(' or ')
    expect(parseFilter(wide)).toMatchObject({ parts: { length: 300 } })
    const long = `id = "${'x'.repeat(MAX_FILTER_LENGTH)}"`
    expect(() => parseFilter(long)).toThrow(`filter has ${long.length} characters: give at most ${MAX_FILTER_LENGTH}`)
  })
})
