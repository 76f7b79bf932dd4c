import type { Shapes } from './shape.ts'
import { circle, dim, ellipse, glow, path, rect, stroke, turn } from './svg.ts'

export const garden: Shapes = {
  wateringCan: {
    stage: 'floor',
    shadow: 56,
    words: ['watering can'],
    draw({ random, main, dark, body, steel, wood }) {
      const round = random.chance(0.5)
      return (
        path('M78 128L34 78L42 70L84 104Z', dark) +
        path('M24 78L46 56L52 66L36 84Z', steel) +
        (round
          ? stroke('M128 98C176 88 174 152 134 148', random.chance(0.5) ? wood : dark, 8)
          : stroke('M84 86C88 44 140 46 150 96L144 140', dark, 7)) +
        path('M74 86H138L144 152Q144 160 136 160H76Q68 160 68 152Z', body) +
        ellipse(106, 86, 32, 6, dark) +
        path('M74 86A32 6 0 0 1 106 80V92Q80 92 74 86Z', main) +
        rect(70, 132, 73, 5, dark) +
        glow('M80 98L76 148H81L85 98Z', 0.3)
      )
    },
  },
  trowel: {
    stage: 'flat',
    words: ['trowel', 'spade', 'shovel', 'rake', 'hand rake', 'hand fork'],
    draw({ random, main, dark, wood, woodDark, steel, steelDark, steelLight }, word) {
      const fork = word.endsWith('rake') || word.endsWith('fork')
      const [a, b] = random.chance(0.5) ? [wood, woodDark] : [main, dark]
      return turn(
        40,
        (fork
          ? path('M78 90Q78 76 92 76H108Q122 76 122 90V36H115V72H104V30H96V72H85V36H78Z', steel) +
            path('M115 36H122V90Q120 80 115 78Z', steelDark)
          : path('M100 18Q130 42 122 82Q118 96 100 96T78 82Q70 42 100 18Z', steel) +
            path('M100 18Q130 42 122 82Q118 96 100 96Z', steelDark) +
            path('M96 40Q92 64 96 84H99V34Z', steelLight)) +
          rect(95, 90, 10, 26, steelDark) +
          path('M90 114H110L113 172Q113 182 100 182T87 172Z', a) +
          path('M101 114H110L113 172Q113 182 101 182Z', b) +
          rect(90, 120, 20, 5, main) +
          circle(100, 172, 3, steelLight),
      )
    },
  },
  secateurs: {
    stage: 'flat',
    words: ['secateur', 'pruner', 'shear'],
    draw({ main, dark, steel, steelDark, char, light }) {
      return turn(
        40,
        path('M98 98Q72 66 92 22Q104 50 108 92Z', steel) +
          path('M102 98Q128 78 120 46L112 54Q116 76 98 90Z', steelDark) +
          stroke('M94 100Q70 130 82 178', main, 13) +
          stroke('M106 100Q130 130 118 178', dark, 13) +
          stroke('M88 122Q78 146 83 168', light, 3) +
          stroke('M96 118L104 124L96 130L104 136', char, 2.5) +
          circle(100, 98, 9, char) +
          circle(100, 98, 4, steel),
      )
    },
  },
  gloves: {
    stage: 'flat',
    words: ['glove', 'mitten', 'oven glove'],
    draw({ random, main, dark, light, accent }) {
      const hand = path(
        'M78 172V128L52 104Q44 94 54 88Q62 86 70 94L80 104L76 52Q77 42 84 43Q91 43 92 52L95 88L97 40Q99 31 106 32Q113 33 112 42L110 88L117 46Q120 38 127 40Q133 42 132 51L126 94L134 64Q138 57 144 60Q149 63 147 71L132 140V172Z',
        main,
      )
      return (
        hand +
        rect(76, 146, 58, 28, accent, 5) +
        rect(76, 146, 58, 6, dark, 3) +
        dim('M122 172V140L132 64L147 71L132 140V172Z', 0.1) +
        (random.chance(0.5)
          ? [
              [90, 112],
              [104, 108],
              [118, 112],
              [96, 126],
              [112, 126],
            ]
              .map(([x, y]) => circle(x, y, 3.5, light))
              .join('')
          : stroke('M94 104Q106 100 120 106', dark, 2.5))
      )
    },
  },
  birdhouse: {
    stage: 'floor',
    shadow: 40,
    words: ['birdhouse', 'bird house', 'bird box', 'nest box', 'bird feeder'],
    draw({ random, main, dark, wood, woodDark, deep, accent }) {
      return (
        rect(94, 130, 12, 30, woodDark) +
        path('M64 80L100 48L136 80V140H64Z', main) +
        path('M112 58L136 80V140H112Z', dark) +
        (random.chance(0.5) ? stroke('M64 100H112M64 120H112', dark, 1.8) : '') +
        circle(92, 96, 13, deep) +
        circle(93, 97, 11, '#2f2a2e') +
        stroke('M92 118L88 126', wood, 4) +
        path('M52 86L100 40L148 86L140 94L100 56L60 94Z', accent) +
        dim('M100 40L148 86L140 94L100 56Z', 0.15) +
        rect(58, 136, 84, 8, wood, 2)
      )
    },
  },
  deckChair: {
    stage: 'floor',
    shadow: 66,
    words: ['deckchair', 'deck chair', 'sunlounger', 'lounger', 'adirondack', 'folding chair'],
    draw({ random, main, accent, wood, woodDark, dark }) {
      const striped = random.chance(0.7)
      return (
        stroke('M150 92L48 157', woodDark, 7) +
        path('M52 40L74 36Q84 110 156 124L150 138Q70 126 52 40Z', main) +
        (striped ? path('M59 39L66 37Q78 118 153 129L151 134Q72 122 59 39Z', accent) : '') +
        dim('M110 108Q130 120 156 124L150 138Q124 134 106 122Z', 0.12) +
        stroke('M50 38L128 157', wood, 7) +
        stroke('M46 40H76', wood, 6) +
        stroke('M148 132L166 157', wood, 6) +
        stroke('M90 120L118 116', dark, 3)
      )
    },
  },
  parasol: {
    stage: 'floor',
    tall: true,
    shadow: 34,
    words: ['parasol', 'sunshade'],
    draw({ random, main, dark, light, accent, wood, char }) {
      const gores = random.chance(0.6) ? accent : light
      return (
        rect(97.5, 40, 5, 112, wood) +
        path(
          'M22 92Q30 34 100 34T178 92Q165 82 152 92Q139 82 126 92Q113 82 100 92Q87 82 74 92Q61 82 48 92Q35 82 22 92Z',
          main,
        ) +
        path('M100 34Q72 50 74 92Q61 82 48 92Q56 46 100 34ZM100 34Q128 50 126 92Q139 82 152 92Q144 46 100 34Z', gores) +
        dim('M100 34Q170 36 178 92Q165 82 152 92Q144 46 100 34Z', 0.12) +
        circle(100, 32, 4, wood) +
        rect(76, 150, 48, 10, char, 4) +
        rect(92, 140, 16, 12, dark, 2)
      )
    },
  },
  hammock: {
    stage: 'floor',
    shadow: 76,
    words: ['hammock'],
    draw({ main, dark, accent, wood, woodDark, light }) {
      return (
        stroke('M36 157L28 60M164 157L172 60', woodDark, 7) +
        stroke('M22 157H62M138 157H178', wood, 7) +
        stroke('M30 66L54 92M30 66L60 84M170 66L146 92M170 66L140 84', light, 1.8) +
        path('M54 84Q100 104 146 84Q138 136 100 138T54 84Z', main) +
        path('M54 84Q100 104 146 84Q144 96 138 104Q100 120 62 104Q56 96 54 84Z', accent) +
        path('M120 134Q140 124 146 84L138 88Q134 118 120 134Z', dark)
      )
    },
  },
}
