import type { Expression, Value } from './expression.ts'

const literal = (value: Value) => (typeof value === 'number' ? String(value) : `"${value.replace(/["\\]/g, '\\$&')}"`)

/** Writes a filter so that `parseFilter` reads the same expression again. */
export function printFilter(expression: Expression): string {
  const inner = (part: Expression) =>
    part.type === 'and' || part.type === 'or' ? `(${printFilter(part)})` : printFilter(part)
  switch (expression.type) {
    case 'and':
    case 'or':
      return expression.parts.map(inner).join(` ${expression.type} `)
    case 'not':
      return `not ${inner(expression.part)}`
    case 'has':
      return `has ${expression.attribute}`
    case 'in':
      return `${expression.attribute} in [${expression.values.map(literal).join(', ')}]`
    case 'compare':
      return `${expression.attribute} ${expression.operator} ${literal(expression.value)}`
  }
}
