import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, path, rect, stroke } from './svg.ts'

export const outdoor: Shapes = {
  tent: {
    stage: 'floor',
    shadow: 86,
    words: ['tent', 'teepee', 'tipi'],
    draw({ random, main, dark, deep, light, accent, paper, wood }) {
      return random.pick([
        path('M100 44L182 158H18Z', main) +
          path('M100 44L182 158H112Z', dark) +
          path('M100 62L126 158H74Z', deep) +
          path('M100 62L74 158H92Q84 110 100 62Z', accent) +
          stroke('M100 44L94 34M100 44L106 34', wood, 3.5) +
          stroke('M18 158L8 160M182 158L192 160', paper, 2) +
          glow('M92 66L34 150L44 150Z', 0.22),
        path('M18 158Q24 62 100 62T182 158Z', main) +
          path('M112 63Q176 70 182 158H140Q146 96 112 63Z', dark) +
          path('M62 158Q62 100 92 84Q118 104 118 158Z', deep) +
          path('M62 158Q62 100 92 84Q76 120 82 158Z', accent) +
          stroke('M18 158Q24 62 100 62T182 158', light, 3) +
          stroke('M112 64Q142 100 140 158', light, 2.4) +
          rect(120, 106, 18, 12, paper, 3),
        path('M26 158L52 74H124L176 158Z', main) +
          path('M124 74L176 158H100Z', dark) +
          path('M52 74L26 158H100L124 74Z', light) +
          path('M52 74L26 158H100L124 74Z', main) +
          path('M124 76L152 158H104Z', deep) +
          path('M124 76L104 158H116Z', accent) +
          stroke('M52 74H124', light, 3) +
          stroke('M52 74L12 152', paper, 1.8),
      ])
    },
  },
  sleepingBag: {
    stage: 'flat',
    words: ['sleeping bag'],
    draw({ random, main, dark, deep, light, accent }) {
      const rows = random.chance(0.5)
      return `<g transform="rotate(16 100 100)">${path('M100 20Q144 20 144 66L132 166Q130 182 100 182T68 166L56 66Q56 20 100 20Z', main)}${path('M112 21Q144 26 144 66L132 166Q130 181 104 182Q132 100 112 21Z', dark)}${ellipse(100, 56, 30, 28, deep)}${ellipse(100, 60, 25, 24, accent)}${rect(80, 56, 40, 24, '#fbf7ee', 10)}${rows ? stroke('M60 98Q100 108 140 98M63 122Q100 132 137 122M66 146Q100 156 134 146', light, 2.6) : stroke('M78 92V172M100 96V178M122 92V172', light, 2.4)}${stroke('M134 74L124 164', accent, 3)}</g>`
    },
  },
  stove: {
    stage: 'floor',
    shadow: 46,
    words: ['stove', 'camp stove', 'camping stove'],
    draw({ random, main, dark, light, body, steel, steelDark, char, accent }) {
      return (
        path('M78 62q-6-14 4-22q8 10 2 22ZM100 62q-8-16 0-28q8 12 0 28ZM122 62q-6-12 2-22q8 8 2 22Z', '#5d9fd0') +
        stroke('M66 64H134M72 66L84 84M128 66L116 84', steelDark, 4.5) +
        rect(80, 70, 40, 12, char, 4) +
        rect(92, 80, 16, 20, steel) +
        stroke('M108 90H136', steel, 4) +
        circle(140, 90, 6, accent) +
        path('M66 112Q66 100 78 100H122Q134 100 134 112V148Q134 160 122 160H78Q66 160 66 148Z', body) +
        rect(66, 118, 68, random.pick([14, 24]), light) +
        rect(66, 150, 68, 4, dark) +
        rect(84, 122, 32, 6, main) +
        glow('M71 110h5v40h-5Z', 0.3)
      )
    },
  },
  mat: {
    stage: 'flat',
    words: ['sleeping mat', 'sleeping pad', 'yoga mat', 'roll mat', 'camping mat'],
    draw({ random, main, dark, deep, light, accent }) {
      return `<g transform="rotate(-18 100 100)">${rect(36, 74, 112, 58, main, 6)}${rect(36, 114, 112, 18, dark, 6)}${random.chance(0.5) ? stroke('M36 86H148M36 98H148M36 110H148', light, 2) : ''}${ellipse(148, 103, 15, 29, dark)}${ellipse(148, 103, 11, 23, light)}${ellipse(149, 103, 7, 15, main)}${ellipse(150, 103, 3, 7, deep)}${rect(60, 72, 11, 62, accent, 3)}${rect(112, 72, 11, 62, accent, 3)}${rect(58, 94, 15, 10, deep, 2)}${rect(110, 94, 15, 10, deep, 2)}</g>`
    },
  },
  headlamp: {
    stage: 'flat',
    words: ['headlamp', 'head torch', 'torch', 'flashlight'],
    draw({ main, dark, deep, light, accent, char }, word) {
      if (word === 'torch' || word === 'flashlight') {
        return `<g transform="rotate(-40 100 100)"><g opacity=".7">${path('M128 78L190 52V148L128 122Z', '#fff1c4')}</g>${rect(26, 86, 80, 28, main, 6)}${rect(26, 102, 80, 12, dark, 5)}${path('M104 86L130 74V126L104 114Z', dark)}${rect(128, 72, 8, 56, light, 3)}${rect(58, 82, 18, 8, accent, 3)}${stroke('M36 88V112M44 88V112M90 88V112', deep, 2.4)}</g>`
      }
      return `${stroke('M60 106C30 20 170 20 140 106', main, 13)}${stroke('M62 90C44 34 156 34 138 90', accent, 3)}${rect(58, 94, 84, 56, char, 14)}${rect(62, 98, 76, 48, dark, 11)}${circle(88, 122, 19, '#e8eef0')}${circle(88, 122, 14, '#fff3c9')}${circle(88, 122, 5, '#fff')}${circle(122, 122, 10, light)}${circle(122, 122, 6, deep)}${rect(92, 88, 20, 8, accent, 3)}`
    },
  },
  bottle: {
    stage: 'floor',
    tall: true,
    shadow: 34,
    words: ['bottle', 'flask', 'thermos', 'canteen', 'water bottle'],
    draw({ random, body, dark, light, accent, wood, char, steel }) {
      const cap = random.pick([wood, char, accent])
      const art = random.pick([
        '',
        rect(72, 112, 56, 16, accent),
        path('M72 140L90 112L104 130L114 118L128 140Z', light),
        circle(100, 116, 12, accent),
        rect(72, 96, 56, 4, light) + rect(72, 104, 56, 4, light),
      ])
      return (
        (random.chance(0.5) ? stroke('M84 44Q84 24 100 24T116 44', cap, 6) : '') +
        rect(82, 36, 36, 24, cap, 6) +
        dim('M106 36H112Q118 36 118 42V60H106Z') +
        rect(84, 58, 32, 6, steel) +
        path('M84 64H116Q128 74 128 90V150Q128 160 118 160H82Q72 160 72 150V90Q72 74 84 64Z', body) +
        art +
        rect(72, 148, 56, 4, dark) +
        glow('M78 88q1-8 6-12v72h-6Z', 0.35)
      )
    },
  },
  poles: {
    stage: 'flat',
    words: ['trekking pole', 'walking pole'],
    draw({ main, dark, accent, char, steel, wood }) {
      const pole = (turn: number, fill: string) =>
        `<g transform="rotate(${turn} 100 104)">${rect(97, 50, 6, 74, fill)}${rect(98, 122, 4, 46, steel)}${rect(96, 92, 8, 10, char, 2)}${rect(93, 20, 14, 34, char, 6)}${rect(93, 20, 14, 9, wood, 4)}${stroke('M94 28Q78 44 92 54', accent, 3)}${ellipse(100, 160, 11, 4, dark)}${path('M98 168H102L100 180Z', char)}</g>`
      return pole(26, main) + pole(-24, main)
    },
  },
  helmet: {
    stage: 'floor',
    shadow: 58,
    words: ['helmet'],
    draw({ random, main, dark, deep, light, accent, char }) {
      const vents = random.chance(0.6)
      return (
        stroke('M62 128Q66 156 96 158M122 130Q114 156 96 158', char, 4.5) +
        path('M38 126Q34 58 102 56Q162 58 166 120Q166 132 150 132H52Q40 132 38 126Z', main) +
        path('M122 59Q162 66 166 120Q166 132 150 132H130Q146 96 122 59Z', dark) +
        (vents
          ? path(
              'M58 104Q62 78 84 72Q74 88 74 108ZM90 106Q90 82 104 70Q114 84 110 108ZM126 108Q130 90 124 74Q144 86 146 108Z',
              deep,
            )
          : rect(60, 92, 76, 10, accent, 5) + rect(52, 106, 92, 5, light, 2)) +
        rect(36, 122, 132, 10, char, 5) +
        glow('M48 100Q54 76 74 66L78 69Q60 80 55 102Z', 0.35)
      )
    },
  },
  bicycle: {
    stage: 'floor',
    shadow: 72,
    words: ['bicycle', 'bike'],
    draw({ random, main, dark, char, steel, wood, accent }) {
      const wheel = (x: number) =>
        `<circle cx="${x}" cy="128" r="31" fill="none" stroke="${char}" stroke-width="4.5"/>${stroke(at`M${x - 29} 128H${x + 29}M${x} 99V157M${x - 20} 108L${x + 20} 148M${x + 20} 108L${x - 20} 148`, '#b9bdc2', 1)}${circle(x, 128, 4, char)}`
      const low = random.chance(0.4)
      return (
        wheel(50) +
        wheel(150) +
        stroke(
          low
            ? 'M50 128L92 130L138 92M72 82L92 130M74 94Q104 128 138 92'
            : 'M50 128L92 130L138 86H76L50 128M72 76L92 130',
          main,
          5.5,
        ) +
        stroke('M132 66L150 128', dark, 5.5) +
        stroke('M132 66L122 62M132 66L148 60', wood, 5) +
        rect(58, 70, 30, 7, wood, 3.5) +
        circle(92, 130, 8, steel) +
        stroke('M92 130L100 142', char, 3) +
        (random.chance(0.4) ? rect(134, 72, 32, 20, accent, 3) + stroke('M134 79H166M134 85H166', dark, 1.5) : '')
      )
    },
  },
  cooler: {
    stage: 'floor',
    shadow: 66,
    words: ['cooler', 'cool box', 'lunch box', 'lunchbox'],
    draw({ random, main, dark, light, accent, char, paper, deep }) {
      return (
        stroke('M58 84Q58 50 100 50T142 84', random.chance(0.5) ? char : accent, 7) +
        rect(40, 96, 120, 64, main, 10) +
        rect(134, 96, 26, 64, dark, 9) +
        rect(36, 76, 128, 26, paper, 9) +
        dim('M140 76H155Q164 76 164 85V93Q164 102 155 102H140Z') +
        rect(88, 92, 24, 18, deep, 4) +
        random.pick([rect(40, 126, 120, 8, accent), rect(56, 122, 44, 20, light, 4), '']) +
        glow('M47 108h5v40h-5Z', 0.3)
      )
    },
  },
}
