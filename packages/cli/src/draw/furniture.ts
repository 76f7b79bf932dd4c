import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, path, rect, stroke } from './svg.ts'

export const furniture: Shapes = {
  chair: {
    stage: 'floor',
    shadow: 44,
    words: ['chair'],
    draw({ random, main, dark, light, wood, woodDark, char }) {
      const [leg, legDark] = random.chance(0.75) ? [wood, woodDark] : [char, char]
      const back = random.pick([
        path('M68 44Q100 34 132 44L128 98H72Z', main) + path('M112 40Q124 41 132 44L128 98H116Z', dark),
        stroke('M70 104V46M130 104V46M86 100V50M100 100V50M114 100V50', main, 5) + rect(64, 40, 72, 14, main, 7),
        rect(66, 42, 68, 18, main, 8) + rect(66, 70, 68, 14, main, 7) + stroke('M72 46V104M128 46V104', dark, 6),
      ])
      return (
        stroke('M80 112L76 140M120 112L124 140', legDark, 6) +
        back +
        path('M62 100H138L146 116H54Z', light) +
        rect(54, 114, 92, 9, dark, 4) +
        rect(54, 114, 92, 4, main, 2) +
        stroke('M62 124L54 157M138 124L146 157', leg, 7) +
        (random.chance(0.4) ? stroke('M60 140H140', legDark, 4) : '')
      )
    },
  },
  armchair: {
    stage: 'floor',
    shadow: 62,
    words: ['armchair', 'lounge chair', 'recliner', 'wingback'],
    draw({ random, main, light, dark, deep, wood, woodDark }) {
      const wing = random.chance(0.5)
      return (
        stroke('M58 146L52 157M142 146L148 157', wood, 7) +
        stroke('M78 146V155M122 146V155', woodDark, 5) +
        path(wing ? 'M54 48Q100 30 146 48L140 122H60Z' : 'M58 74Q58 50 82 50H118Q142 50 142 74V122H58Z', main) +
        path(wing ? 'M124 42Q138 44 146 48L140 122H120Z' : 'M118 50Q142 50 142 74V122H120Z', dark) +
        rect(60, 104, 80, 24, light, 9) +
        rect(60, 120, 80, 8, dark, 4) +
        rect(38, 92, 30, 58, main, 14) +
        rect(132, 92, 30, 58, dark, 14) +
        rect(62, 126, 76, 24, main, 4) +
        dim('M62 126H138V131H62Z', 0.2) +
        circle(88, 78, 2.5, deep) +
        circle(112, 78, 2.5, deep) +
        glow('M44 104q0-8 8-8h4q-6 2-6 10v34h-6Z', 0.3)
      )
    },
  },
  sofa: {
    stage: 'floor',
    shadow: 86,
    words: ['sofa', 'couch', 'settee', 'loveseat'],
    draw({ random, main, light, dark, accent, accentDark, wood }) {
      const seats = random.pick([2, 3])
      const width = 124 / seats
      const cushions = Array.from({ length: seats }, (_, i) => {
        const x = 38 + i * width
        return (
          rect(x + 1, 70, width - 2, 44, i === seats - 1 ? dark : main, 10) + rect(x + 1, 108, width - 2, 22, light, 7)
        )
      }).join('')
      return (
        stroke('M36 150V157M164 150V157', wood, 7) +
        rect(30, 66, 140, 70, dark, 18) +
        cushions +
        rect(18, 88, 26, 62, main, 12) +
        rect(156, 88, 26, 62, dark, 12) +
        rect(36, 128, 128, 22, main, 5) +
        dim('M40 128H160V133H40Z', 0.18) +
        (random.chance(0.6)
          ? path('M50 88L78 82L84 108L56 113Z', accent) + path('M72 83L78 82L84 108L78 109Z', accentDark)
          : '') +
        glow('M24 100q0-8 7-8h4q-5 2-5 9v38h-6Z', 0.3)
      )
    },
  },
  stool: {
    stage: 'floor',
    shadow: 40,
    words: ['stool', 'bar stool', 'footstool', 'pouf', 'ottoman'],
    draw({ main, dark, light, wood, woodDark, body }, word) {
      if (word === 'footstool' || word === 'pouf' || word === 'ottoman') {
        return (
          rect(52, 98, 96, 62, body, 24) +
          stroke('M84 102Q78 130 84 158M116 102Q122 130 116 158', dark, 2.5) +
          ellipse(100, 104, 44, 10, light)
        )
      }
      const top = word === 'bar stool' ? 60 : 88
      return (
        stroke(at`M86 ${top + 14}L80 146M114 ${top + 14}L120 146`, woodDark, 6) +
        stroke(at`M76 ${top + 14}L62 157M124 ${top + 14}L138 157`, wood, 7) +
        stroke(at`M70 ${(top + 170) / 2}H130`, woodDark, 4.5) +
        rect(58, top - 6, 84, 20, dark, 9) +
        rect(58, top - 8, 84, 16, main, 8) +
        glow(at`M66 ${top - 4}h50v4H66Z`, 0.3)
      )
    },
  },
  bench: {
    stage: 'floor',
    shadow: 80,
    words: ['bench'],
    draw({ random, main, dark, light, wood, woodDark }) {
      const padded = random.chance(0.5)
      return (
        stroke('M50 116L46 150M150 116L154 150', woodDark, 6) +
        stroke('M38 120L30 157M162 120L170 157', wood, 7) +
        stroke('M42 138H158', woodDark, 4) +
        (padded
          ? rect(22, 106, 156, 10, wood, 3) +
            rect(26, 92, 148, 17, main, 8) +
            rect(26, 102, 148, 7, dark, 3.5) +
            glow('M34 96h80v3H34Z', 0.35)
          : rect(22, 102, 156, 14, main, 4) + rect(22, 110, 156, 6, dark, 3) + stroke('M30 106H170', light, 2))
      )
    },
  },
  bed: {
    stage: 'floor',
    shadow: 88,
    words: ['bed', 'bedframe', 'daybed', 'headboard'],
    draw({ random, main, light, dark, accent, paper, wood, woodDark }) {
      return (
        stroke('M24 146V157M176 146V157', woodDark, 7) +
        (random.chance(0.5)
          ? rect(20, 58, 34, 90, wood, 6) + rect(26, 64, 22, 60, woodDark, 3)
          : path('M20 148V64Q20 54 30 54H42Q52 54 52 64V148Z', dark)) +
        rect(24, 126, 156, 22, wood, 4) +
        rect(40, 104, 138, 26, paper, 8) +
        path('M84 100Q130 96 168 102Q180 104 180 116V136H84Z', main) +
        path('M84 122Q130 128 180 120V136H84Z', dark) +
        path('M84 100L106 99V136H84Z', light) +
        rect(46, 88, 40, 20, '#fff', 9) +
        dim('M46 98Q66 106 86 98V100Q84 108 76 108H56Q46 108 46 98Z', 0.08) +
        (random.chance(0.5) ? path('M138 99L166 102V136H138Z', accent) + dim('M138 124L166 122V136H138Z', 0.15) : '')
      )
    },
  },
}
