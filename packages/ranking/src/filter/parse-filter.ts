import { penchantError } from '@penchant/protocol'
import { ATTRIBUTES, type Attribute, type Expression, OPERATORS, type Operator, type Value } from './expression.ts'
import { readTokens, type Token } from './read-tokens.ts'
import { refuseFilter } from './refuse-filter.ts'

/** Longest filter, characters. */
export const MAX_FILTER_LENGTH = 4000
/** How deep parentheses and `not` may lie in each other. */
export const MAX_FILTER_DEPTH = 32

const NAMES = Object.keys(ATTRIBUTES).join(', ')

/**
 * Reads a filter:
 *
 *     expression  = conjunction { "or" conjunction }
 *     conjunction = term { "and" term }
 *     term        = "not" term | "(" expression ")" | "has" attribute
 *                 | attribute operator value | attribute [ "not" ] "in" "[" value { "," value } "]"
 *
 * @param field names the filter in errors, e.g. `boost[0].when`
 * Throws `InvalidRequest` with place, value and remedy, and nothing else.
 */
export function parseFilter(text: string, field = 'filter'): Expression {
  if (text.length > MAX_FILTER_LENGTH) {
    throw penchantError(
      'InvalidRequest',
      `${field} has ${text.length} characters: give at most ${MAX_FILTER_LENGTH}; a list of ids belongs in "exclude" or "items"`,
    )
  }
  const tokens = readTokens(text, field)
  let next = 0
  let depth = 0

  const refuse = (token: Token, remedy: string): never => refuseFilter(field, text, token.at, remedy)
  const isWord = (token: Token, word: string) => token.type === 'word' && token.text.toLowerCase() === word
  const isSign = (token: Token, sign: string) => token.type === 'sign' && token.text === sign

  function takes(is: typeof isWord, wanted: string): boolean {
    if (!is(tokens[next], wanted)) return false
    next++
    return true
  }
  function needs(sign: string, remedy: string): void {
    if (!takes(isSign, sign)) refuse(tokens[next], remedy)
  }

  function joined(type: 'and' | 'or', part: () => Expression): Expression {
    const parts = [part()]
    while (takes(isWord, type)) parts.push(part())
    return parts.length === 1 ? parts[0] : { type, parts }
  }
  const expression = (): Expression => joined('or', () => joined('and', term))

  function deeper(inner: () => Expression): Expression {
    if (++depth > MAX_FILTER_DEPTH) refuse(tokens[next], `nest at most ${MAX_FILTER_DEPTH} deep`)
    const part = inner()
    depth--
    return part
  }

  function term(): Expression {
    if (takes(isWord, 'not')) return { type: 'not', part: deeper(term) }
    if (takes(isSign, '(')) {
      const part = deeper(expression)
      needs(')', 'close the parenthesis with )')
      return part
    }
    if (takes(isWord, 'has')) return { type: 'has', attribute: attribute() }
    return comparison()
  }

  function attribute(): Attribute {
    const token = tokens[next++]
    if (token.type !== 'word' || !Object.hasOwn(ATTRIBUTES, token.text)) {
      refuse(token, `give an attribute: ${NAMES}`)
    }
    return token.text as Attribute
  }

  function comparison(): Expression {
    const name = attribute()
    const token = tokens[next]
    if (takes(isWord, 'in')) return { type: 'in', attribute: name, values: list(name) }
    if (takes(isWord, 'not')) {
      if (!takes(isWord, 'in')) refuse(tokens[next], 'write not in, or not before the comparison')
      return { type: 'not', part: { type: 'in', attribute: name, values: list(name) } }
    }
    if (token.type !== 'sign' || !(OPERATORS as readonly string[]).includes(token.text)) {
      refuse(token, `give one of ${OPERATORS.join(' ')} or in [ … ]`)
    }
    const operator = token.text as Operator
    if (ATTRIBUTES[name] !== 'number' && operator !== '=' && operator !== '!=') {
      refuse(token, `${name} is compared by =, != or in: it has no order`)
    }
    next++
    return { type: 'compare', attribute: name, operator, value: value(name) }
  }

  function list(name: Attribute): Value[] {
    needs('[', 'open the list with [')
    const values = [value(name)]
    while (takes(isSign, ',')) values.push(value(name))
    needs(']', 'go on with , or close the list with ]')
    return values
  }

  function value(name: Attribute): Value {
    const token = tokens[next++]
    const isNumber = ATTRIBUTES[name] === 'number'
    const wanted = isNumber ? 'number' : 'text'
    if (token.type !== wanted) {
      refuse(token, isNumber ? `${name} takes a number, e.g. 9.5` : `${name} takes a text in quotes, e.g. "Kitchen"`)
    }
    if (!isNumber) return token.text
    const number = Number(token.text)
    if (!Number.isFinite(number)) refuse(token, `${name} takes a number that is not so large`)
    // −0 is written and compared as 0.
    return number + 0
  }

  if (tokens[0].type === 'end') refuse(tokens[0], `give a comparison such as price < 50, or leave ${field} out`)
  const whole = expression()
  if (tokens[next].type !== 'end') refuse(tokens[next], 'go on with and, with or, or end here')
  return whole
}
