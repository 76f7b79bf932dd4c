import { refuseFilter } from './refuse-filter.ts'

export interface Token {
  type: 'word' | 'text' | 'number' | 'sign' | 'end'
  /** A word or sign as it is written; of a text what stands between the quotes. */
  text: string
  /** Index of its first character. */
  at: number
}

const SPACE = /\s*/y
const WORD = /[A-Za-z_][\w-]*/y
const NUMBER = /-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const TEXT = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/suy
const SIGN = /!=|<=|>=|[=<>()[\],]/y

/** Signs of other languages, and ours. */
const FOREIGN: [sign: RegExp, remedy: string][] = [
  [/==/y, 'write = once'],
  [/<>/y, 'write !='],
  [/&/y, 'write and'],
  [/\|/y, 'write or'],
  [/!(?!=)/y, 'write not'],
  [/["']/y, 'close the text with the same quote that opens it'],
]

/** Splits a filter into its tokens, the last of them `end`. Every pattern is tried at one place alone: linear time. */
export function readTokens(text: string, field: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  const add = (type: Token['type'], written: string, value = written) => {
    tokens.push({ type, text: value, at })
    at += written.length
  }

  for (;;) {
    at += take(SPACE)!.length
    if (at >= text.length) break
    const quoted = take(TEXT)
    if (quoted !== undefined) {
      add('text', quoted, quoted.slice(1, -1).replace(/\\(.)/gsu, '$1'))
      continue
    }
    for (const [sign, remedy] of FOREIGN) if (take(sign) !== undefined) refuseFilter(field, text, at, remedy)
    const word = take(WORD)
    const number = take(NUMBER)
    const sign = take(SIGN)
    if (word !== undefined) add('word', word)
    else if (number !== undefined) add('number', number)
    else if (sign !== undefined) add('sign', sign)
    else refuseFilter(field, text, at, 'give an attribute, an operator, a number or a text in quotes')
  }
  tokens.push({ type: 'end', text: '', at: text.length })
  return tokens
}
