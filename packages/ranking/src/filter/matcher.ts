import type { Item } from '@penchant/protocol'
import type { Attribute, Expression, Operator, Value } from './expression.ts'

export type ItemTest = (item: Item) => boolean

const COMPARE: Record<Exclude<Operator, '!='>, (a: Value, b: Value) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

const SEPARATOR = ' > '
const written = (path: string) =>
  path
    .split('>')
    .map((part) => part.trim())
    .join(SEPARATOR)

/** An item's path and each of its beginnings: `Kitchen`, `Kitchen > Cups`. */
function isWithin(path: readonly string[], wanted: string): boolean {
  const whole = written(path.join('>'))
  return whole === wanted || whole.startsWith(wanted + SEPARATOR)
}

/** Whether an attribute that the item has is the wanted value; false where it has none. */
function equals(attribute: Attribute, values: readonly Value[]): ItemTest {
  if (attribute === 'category') {
    const wanted = values.map((value) => written(value as string))
    return ({ category }) => category !== undefined && wanted.some((value) => isWithin(category, value))
  }
  const wanted = new Set(values)
  return (item) => {
    const value = item[attribute]
    return value !== undefined && wanted.has(value)
  }
}

/**
 * Makes of a filter a test of items. A comparison with what an item does not have is false, so its negations (`!=`,
 * `not in`, `not …`) are true: an expression and its `not` divide the catalogue.
 */
export function matcher(expression: Expression): ItemTest {
  switch (expression.type) {
    case 'and': {
      const parts = expression.parts.map(matcher)
      return (item) => parts.every((part) => part(item))
    }
    case 'or': {
      const parts = expression.parts.map(matcher)
      return (item) => parts.some((part) => part(item))
    }
    case 'not': {
      const part = matcher(expression.part)
      return (item) => !part(item)
    }
    case 'has':
      return (item) => item[expression.attribute] !== undefined
    case 'in':
      return equals(expression.attribute, expression.values)
    case 'compare': {
      const { attribute, operator, value } = expression
      if (operator === '=') return equals(attribute, [value])
      if (operator === '!=') return matcher({ type: 'not', part: { ...expression, operator: '=' } })
      const compare = COMPARE[operator]
      return (item) => {
        const own = item[attribute]
        return own !== undefined && compare(own as Value, value)
      }
    }
  }
}
