import { describe, expect, it } from 'vitest'
import { gentleCase } from './gentle-case.ts'

describe('gentleCase', () => {
  it.each([
    ['HANGING GLASS T-LIGHT HOLDER', 'Hanging Glass T-Light Holder'],
    ['SET OF 6 CHILDREN’S CUPS', 'Set of 6 Children’s Cups'],
    ["CHILD'S  APRON ", "Child's Apron"],
    ['USB LAMP FOR PC, 12CM', 'USB Lamp for PC, 12cm'],
    ['3D PUZZLE A4', '3D Puzzle A4'],
    ['CRÈME BRÛLÉE DISH', 'Crème Brûlée Dish'],
  ])('calms %j', (loud, calm) => {
    expect(gentleCase(loud)).toBe(calm)
    expect(gentleCase(calm)).toBe(calm)
  })

  it('leaves alone what a person wrote, and takes control characters out', () => {
    expect(gentleCase('iPhone case by ACME')).toBe('iPhone case by ACME')
    expect(gentleCase('A\u0000B\tlamp')).toBe('A B lamp')
    expect(gentleCase('72')).toBe('72')
  })
})
