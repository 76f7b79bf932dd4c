import { expect, it } from 'vitest'
import { curveText } from './curve-text.ts'

const point = (epoch: number, validation: number) => ({ epoch, seconds: 7, loss: 3.25, validation, steps: 10 })

it('marks the best epoch, and does not say what was not measured', () => {
  const curve = [point(1, 0), point(2, 0.25), point(3, 0.125)]
  const measured = curveText(curve, true).split('\n')
  expect(measured[1]).toContain('0.00 %')
  expect(measured[2]).toMatch(/25\.00 % █{40} ← best$/)
  expect(measured[3]).toMatch(/12\.50 % █{20}$/)
  expect(
    curveText([point(1, 0), point(2, 0)], false)
      .split('\n')
      .slice(1),
  ).toEqual(['    1   3.250     7 s       –', '    2   3.250     7 s       –'])
})
