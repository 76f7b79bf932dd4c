import type { Item } from '@penchant/protocol'

/** What a catalogue says of an item in words; empty where it says nothing. */
export function itemText({ title, brand, category }: Item): string {
  return [title, brand, ...(category ?? [])].filter((part) => part).join(' ')
}
