import type { Shapes } from './shape.ts'
import { circle, dim, glow, path, rect, ring, stroke, vessel } from './svg.ts'

const FOLIAGE: Readonly<Record<string, number>> = {
  'monstera plant': 0,
  monstera: 0,
  cactus: 1,
  'fern plant': 2,
  'succulent plant': 1,
  succulent: 1,
  'tree plant': 3,
}

export const plants: Shapes = {
  plantPot: {
    stage: 'floor',
    shadow: 46,
    words: ['planter', 'flowerpot', 'plantpot', 'trough'],
    draw({ random, dark, body, accent, leaf, leafDark, main, wood, woodDark }) {
      const legs = random.chance(0.3)
      const foot = random.pick([52, 64])
      const v = { cx: 100, top: 92, bottom: legs ? 146 : 160, wide: 78, foot, radius: 8 }
      const sprout = random.chance(0.45)
      return (
        (sprout
          ? stroke('M100 84V58', leafDark, 4) +
            path('M100 66Q78 66 74 44Q98 44 100 66Z', leaf) +
            path('M100 60Q102 36 126 38Q124 58 100 60Z', leafDark)
          : '') +
        (legs ? stroke('M80 138L74 157M120 138L126 157', wood, 6) + stroke('M100 140V154', woodDark, 5) : '') +
        path(vessel(v), body) +
        random.pick([
          '',
          path(ring(v, 116, 128), accent),
          stroke('M68 116Q84 126 100 116T132 116', accent, 3.5),
          stroke('M78 100L80 140M92 100V140M108 100V140M122 100L120 140', dark, 2),
        ]) +
        rect(55, 80, 90, 17, main, 4) +
        rect(112, 80, 33, 17, dark, 4) +
        dim('M57 97H143V101H57Z', 0.15) +
        glow('M61 84H104V88H61Z', 0.25)
      )
    },
  },
  plant: {
    stage: 'floor',
    tall: true,
    shadow: 40,
    words: [
      'plant',
      'fern plant',
      'monstera plant',
      'cactus',
      'succulent plant',
      'tree plant',
      'succulent',
      'monstera',
    ],
    draw({ random, body, dark, main, leaf, leafDark, accent }, word) {
      const foliage = [
        stroke(
          'M100 116Q96 70 66 50M100 116Q104 66 134 46M100 116V36M100 116Q84 90 50 84M100 116Q120 92 150 86',
          leafDark,
          3,
        ) +
          [
            [66, 52, -40],
            [134, 48, 40],
            [100, 38, 0],
            [54, 84, -70],
            [146, 86, 70],
            [80, 68, -25],
            [120, 70, 25],
          ]
            .map(
              ([x, y, turn], i) =>
                `<ellipse rx="10" ry="19" transform="translate(${x} ${y})rotate(${turn})" fill="${i % 2 ? leafDark : leaf}"/>`,
            )
            .join(''),
        path('M84 118V62Q84 42 100 42T116 62V118Z', leaf) +
          path('M104 42Q116 44 116 62V118H106Z', leafDark) +
          path('M86 96H66Q58 96 58 84V74H70V84H86ZM114 84H132V62H144V86Q144 96 134 96H114Z', leaf) +
          stroke('M92 60V110M108 58V110', leafDark, 1.8) +
          circle(100, 40, 7, accent),
        [
          'M100 118Q60 100 70 40Q96 60 100 118Z',
          'M100 118Q140 100 130 40Q104 60 100 118Z',
          'M100 118Q84 70 100 24Q116 70 100 118Z',
          'M100 118Q58 118 42 84Q84 84 100 118Z',
          'M100 118Q142 118 158 84Q116 84 100 118Z',
        ]
          .map((d, i) => path(d, i % 2 ? leafDark : leaf))
          .join(''),
        circle(82, 74, 26, leafDark) +
          circle(118, 70, 26, leafDark) +
          circle(100, 56, 27, leaf) +
          circle(84, 88, 20, leaf) +
          circle(118, 92, 18, leaf) +
          rect(97, 96, 6, 24, '#7d5a3f') +
          circle(90, 60, 4, accent) +
          circle(112, 78, 4, accent) +
          circle(84, 86, 4, accent),
      ][FOLIAGE[word] ?? random.integer(0, 3)]
      return (
        foliage +
        path(vessel({ cx: 100, top: 114, bottom: 160, wide: 60, foot: random.pick([44, 60]), radius: 8 }), body) +
        rect(67, 110, 66, 12, main, 4) +
        rect(110, 110, 23, 12, dark, 4)
      )
    },
  },
  seeds: {
    stage: 'flat',
    words: ['seed', 'bulb', 'seed packet'],
    draw({ random, main, dark, paper, accent, accentDark, leaf, leafDark }) {
      const bloom = random.pick([
        [0, 60, 120, 180, 240, 300]
          .map((t) => `<ellipse cx="100" cy="84" rx="8" ry="15" transform="rotate(${t} 100 100)" fill="${accent}"/>`)
          .join('') + circle(100, 100, 8, '#f0d98a'),
        path('M100 134Q74 120 82 92Q90 84 100 90Q110 84 118 92Q126 120 100 134Z', accent) +
          path('M100 134Q118 120 118 92Q126 120 100 134Z', accentDark) +
          path('M100 90Q94 76 84 76Q88 88 100 90Q104 74 116 74Q114 88 100 90Z', leaf),
        path('M94 84H106L102 138H98Z', accent) +
          path('M100 86Q84 74 86 60Q98 64 100 86Q102 62 114 58Q116 74 100 86Z', leaf) +
          path('M84 92H94L92 132H89ZM106 92H116L111 132H108Z', accentDark),
      ])
      return (
        rect(58, 30, 84, 140, paper, 3) +
        rect(58, 30, 84, 30, main, 3) +
        rect(58, 56, 84, 4, dark) +
        rect(74, 40, 52, 5, paper, 2) +
        stroke('M100 112V158M100 146Q84 144 80 132M100 150Q116 148 120 136', leafDark, 3) +
        bloom +
        rect(58, 158, 84, 12, main, 2) +
        dim('M134 30H142V170H134Z', 0.08)
      )
    },
  },
}
