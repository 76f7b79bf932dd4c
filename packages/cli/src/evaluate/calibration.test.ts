import { expect, it } from 'vitest'
import { Calibration } from './calibration.ts'

it('is without error where what is said happens, and measures how far it is off', () => {
  const honest = new Calibration()
  const boasting = new Calibration()
  for (let i = 0; i < 1000; i++) {
    // Said 10 % and 50 %, and so it happens.
    const said = i % 2 ? 0.1 : 0.5
    const happened = (i >> 1) % 10 < 10 * said ? 1 : 0
    honest.add(said, happened)
    boasting.add(said + 0.2, happened)
  }
  expect(honest.result().error).toBeCloseTo(0, 6)
  expect(boasting.result().error).toBeCloseTo(0.2, 6)
  expect(boasting.result().bins[0]).toMatchObject({ said: expect.closeTo(0.3, 6), happened: expect.closeTo(0.1, 6) })
  expect(new Calibration().result()).toEqual({ bins: [], error: 0 })
})
