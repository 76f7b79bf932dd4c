import type { Brand, Style } from './brands.ts'
import type { Random } from './random.ts'

const CHARACTER: Readonly<Record<Style, readonly string[]>> = {
  nordic: ['Light, quiet and made to last.', 'Clean lines for bright rooms.', 'Nothing more than it needs.'],
  rustic: ['Honest work that ages well.', 'Made the slow way, in small batches.', 'At home on a farmhouse table.'],
  industrial: [
    'Sturdy, plain and repairable.',
    'Workshop looks, everyday use.',
    'Built like the tools it stands beside.',
  ],
  playful: ['A bright spot for grey mornings.', 'Made to make you smile.', 'Colour first, everything else after.'],
  classic: [
    'A shape that has been right for decades.',
    'Finished by hand, meant to be handed on.',
    'Good manners in every detail.',
  ],
  calm: ['Balanced, soft and unhurried.', 'A small ritual in itself.', 'Form follows breath.'],
  technical: ['Tested where the weather is.', 'Every gram has a reason.', 'Precise, light and dependable.'],
  coastal: ['Sun-washed and easy-going.', 'Tastes of salt and long evenings.', 'From a workshop near the sea.'],
}

interface Described {
  brand: Brand
  series: string
  make: string
  noun: string
  variant: string
  size: string
  /** The variant is a size, not a colour. */
  packs: boolean
}

/** Two short sentences, as a shop writes under a title. */
export function describeProduct(
  random: Random,
  { brand, series, make, noun, variant, size, packs }: Described,
): string {
  const what = `${make} ${noun.toLowerCase()} of ${brand.name}'s ${series} line`
  const how = packs ? variant : `in ${variant.toLowerCase()}${size === '' ? '' : `, ${size}`}`
  return `${what}, ${how}. ${random.pick(CHARACTER[brand.style])}`
}
