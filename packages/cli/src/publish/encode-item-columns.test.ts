import { readCatalogue } from '@penchant/protocol'
import { expect, it } from 'vitest'
import { encodeItemColumns } from './encode-item-columns.ts'

it('is what the browser reads, and is refused where the browser would refuse it', () => {
  const itemsOf = (title: string) => Array.from({ length: 300 }, (_, i) => ({ id: `i${i}`, title }))
  expect(readCatalogue(encodeItemColumns(itemsOf('Kettle')), 300).item(300)).toEqual({ id: 'i299', title: 'Kettle' })
  expect(() => encodeItemColumns(itemsOf('Kettle '.repeat(1200)))).toThrow(
    /titles, addresses … of 300 items take \d+ kB, and browsers take 2277 kB; shorten them in the items file/,
  )
})
