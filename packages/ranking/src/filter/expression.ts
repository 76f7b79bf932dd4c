import type { Item } from '@penchant/protocol'

/** What a filter may ask of an item, and what it is compared with. */
export const ATTRIBUTES = { id: 'text', title: 'text', brand: 'text', category: 'path', price: 'number' } as const

export type Attribute = keyof typeof ATTRIBUTES & keyof Item
export const OPERATORS = ['=', '!=', '<', '<=', '>', '>='] as const
export type Operator = (typeof OPERATORS)[number]
export type Value = string | number

/** A filter that was read: `parseFilter` makes it, `matcher` asks it, `printFilter` writes it. */
export type Expression =
  | { type: 'and' | 'or'; parts: Expression[] }
  | { type: 'not'; part: Expression }
  | { type: 'has'; attribute: Attribute }
  | { type: 'compare'; attribute: Attribute; operator: Operator; value: Value }
  | { type: 'in'; attribute: Attribute; values: Value[] }
