import type { Shapes } from './shape.ts'
import { at, circle, dim, glow, path, rect, stroke } from './svg.ts'

export const textiles: Shapes = {
  cushion: {
    stage: 'flat',
    words: ['cushion', 'pillow'],
    draw({ random, main, dark, light, accent, deep }) {
      const pattern = random.pick([
        '',
        stroke('M56 70H144M54 90H146M54 110H146M56 130H144', accent, 5),
        Array.from({ length: 12 }, (_, i) => circle(66 + (i % 4) * 23, 72 + Math.floor(i / 4) * 28, 5, accent)).join(
          '',
        ),
        stroke(
          'M56 78L78 60L100 78L122 60L144 78M56 108L78 90L100 108L122 90L144 108M56 138L78 120L100 138L122 120L144 138',
          accent,
          4.5,
        ),
        circle(100, 100, 26, accent) + circle(100, 100, 15, main),
        stroke('M70 48Q74 100 70 152M100 46V154M130 48Q126 100 130 152', light, 3),
      ])
      const tassels = random.chance(0.25)
        ? [
            [44, 44],
            [156, 44],
            [44, 156],
            [156, 156],
          ]
            .map(([x, y]) => circle(x, y, 7, accent))
            .join('')
        : ''
      return (
        tassels +
        path('M42 42Q100 56 158 42Q144 100 158 158Q100 144 42 158Q56 100 42 42Z', main) +
        pattern +
        dim('M158 42Q144 100 158 158Q100 144 42 158Q120 140 158 42Z', 0.1) +
        stroke('M42 42Q100 56 158 42Q144 100 158 158Q100 144 42 158Q56 100 42 42Z', dark, 2) +
        glow('M50 50Q84 58 104 56Q74 64 62 92Q58 68 50 50Z', 0.25) +
        stroke('M150 50L138 64M50 150L62 138', deep, 1.5)
      )
    },
  },
  throw: {
    stage: 'flat',
    words: ['throw', 'blanket', 'plaid', 'quilt'],
    draw({ random, main, dark, light, accent }) {
      const pattern = random.pick([
        stroke('M44 84H156M44 96H156', accent, 5),
        stroke('M66 60V140M88 60V140M112 60V140M134 60V140', dark, 4) + stroke('M44 80H156M44 104H156', accent, 3),
        stroke(
          'M44 78L58 68L72 78L86 68L100 78L114 68L128 78L142 68L156 78M44 100L58 90L72 100L86 90L100 100L114 90L128 100L142 90L156 100',
          light,
          3,
        ),
      ])
      return (
        stroke(Array.from({ length: 14 }, (_, i) => `M${48 + i * 8} 142v12`).join(''), light, 2.6) +
        rect(42, 118, 116, 28, dark, 8) +
        rect(42, 52, 116, 82, main, 10) +
        pattern +
        rect(42, 112, 116, 12, dark, 6) +
        rect(42, 112, 116, 7, light, 3.5) +
        dim('M146 52Q158 52 158 62V136Q158 146 148 146Z', 0.1)
      )
    },
  },
  rug: {
    stage: 'flat',
    words: ['rug', 'carpet', 'runner', 'doormat', 'door mat'],
    draw({ random, main, dark, light, accent, paper }) {
      if (random.chance(0.25)) {
        return (
          circle(100, 100, 68, dark) +
          circle(100, 100, 65, main) +
          circle(100, 100, 52, accent) +
          circle(100, 100, 46, main) +
          circle(100, 100, 30, light) +
          circle(100, 100, 16, dark)
        )
      }
      const pattern = random.pick([
        path('M100 52L132 100L100 148L68 100Z', accent) +
          path('M100 72L119 100L100 128L81 100Z', main) +
          path('M100 88L108 100L100 112L92 100Z', light),
        stroke('M60 52H140M60 148H140', accent, 6) +
          stroke('M60 68L76 84L92 68L108 84L124 68L140 84M60 132L76 116L92 132L108 116L124 132L140 116', light, 3.5) +
          rect(60, 96, 80, 8, dark),
        rect(66, 50, 30, 44, accent) + rect(104, 62, 30, 60, dark) + path('M66 150A34 34 0 0 1 134 150Z', light),
        stroke('M60 58H140M60 72H140M60 86H140M60 114H140M60 128H140M60 142H140', light, 4) +
          rect(60, 96, 80, 8, accent),
      ])
      return (
        stroke(
          Array.from({ length: 13 }, (_, i) => `M${54 + i * 7.6} 24v10M${54 + i * 7.6} 166v10`).join(''),
          paper,
          2.6,
        ) +
        rect(48, 32, 104, 136, main, 2) +
        `<rect x="54" y="38" width="92" height="124" fill="none" stroke="${dark}" stroke-width="3"/>` +
        pattern +
        dim('M146 32H152V168H146Z', 0.12)
      )
    },
  },
  curtain: {
    stage: 'wall',
    words: ['curtain', 'drape'],
    draw({ random, main, dark, light, wood, char }) {
      const rod = random.chance(0.5) ? wood : char
      const panel = (x: number) =>
        path(at`M${x} 44H${x + 48}Q${x + 44} 100 ${x + 50} 168H${x - 2}Q${x + 4} 100 ${x} 44Z`, main) +
        path(
          at`M${x + 11} 44Q${x + 15} 100 ${x + 11} 168H${x + 19}Q${x + 21} 100 ${x + 18} 44ZM${x + 34} 44Q${x + 36} 100 ${x + 35} 168H${x + 43}Q${x + 42} 100 ${x + 42} 44Z`,
          dark,
        ) +
        stroke(at`M${x + 5} 46Q${x + 8} 100 ${x + 5} 166M${x + 26} 46Q${x + 29} 100 ${x + 28} 166`, light, 2)
      return (
        rect(66, 48, 68, 104, '#dfeaf0') +
        stroke('M100 48V152M66 100H134', '#fff', 3) +
        panel(34) +
        panel(118) +
        stroke('M26 42H174', rod, 5) +
        circle(24, 42, 6, rod) +
        circle(176, 42, 6, rod)
      )
    },
  },
  towel: {
    stage: 'floor',
    shadow: 56,
    words: ['towel', 'washcloth', 'napkin', 'tea towel', 'towel set'],
    draw({ random, main, dark, light, accent }) {
      const stripe = random.chance(0.6)
      const fold = (y: number, h: number, fill: string, edge: string, w: number) =>
        rect(100 - w, y, 2 * w, h, fill, h / 2) +
        rect(100 - w + 6, y + h / 2 - 1, 2 * w - 6, 2, edge, 1) +
        (stripe ? rect(66, y, 7, h, accent) + rect(76, y, 3, h, accent) : '')
      return (
        fold(134, 26, dark, main, 54) +
        fold(108, 27, main, dark, 54) +
        fold(82, 27, light, dark, 52) +
        dim('M138 82q14 2 14 13t-6 13q8 4 8 14t-6 13q6 4 6 12t-14 13Z', 0.1)
      )
    },
  },
  soap: {
    stage: 'floor',
    shadow: 40,
    words: ['soap bar', 'soap', 'shampoo', 'hand wash', 'body lotion'],
    draw({ main, dark, light, body, paper, accent, char }, word) {
      if (word === 'soap bar') {
        return (
          path('M36 150Q40 160 60 160H140Q160 160 164 150Z', accent) +
          rect(52, 106, 96, 46, dark, 16) +
          rect(52, 102, 96, 42, main, 16) +
          rect(62, 110, 76, 24, light, 10) +
          rect(66, 113, 68, 18, main, 8) +
          circle(148, 84, 8, '#ffffff99') +
          circle(134, 72, 5, '#ffffff99') +
          circle(158, 68, 4, '#ffffff99')
        )
      }
      return (
        stroke('M100 84V58H74L68 66', char, 6) +
        rect(88, 50, 24, 9, char, 4) +
        rect(88, 78, 24, 12, char, 3) +
        path('M84 88H116Q134 92 134 108V150Q134 160 124 160H76Q66 160 66 150V108Q66 92 84 88Z', body) +
        rect(74, 110, 52, 36, paper, 2) +
        circle(100, 122, 6, accent) +
        rect(84, 134, 32, 3, dark) +
        glow('M71 108h4v42h-4Z', 0.4)
      )
    },
  },
  bedding: {
    stage: 'floor',
    shadow: 66,
    words: ['bedding', 'bedding set', 'duvet', 'duvet cover', 'bedspread', 'bed linen'],
    draw({ random, main, dark, light, accent, paper }) {
      const stripes = random.pick([
        '',
        stroke('M52 104V156M68 104V156M84 104V156M100 104V156M116 104V156M132 104V156M148 104V156', accent, 2.5),
        stroke('M38 118H162M38 128H162', accent, 3),
      ])
      return (
        rect(38, 100, 124, 60, main, 12) +
        stripes +
        rect(38, 128, 124, 8, dark, 4) +
        dim('M148 100Q162 100 162 112V148Q162 160 150 160Z', 0.1) +
        path(
          'M44 72Q40 62 52 62Q100 70 148 62Q160 62 156 72Q152 88 156 98Q158 106 148 106Q100 98 52 106Q42 106 44 98Q48 86 44 72Z',
          paper,
        ) +
        path(
          'M54 48Q50 40 60 40Q100 46 140 40Q150 40 146 48Q143 60 146 68Q148 76 140 76Q100 70 60 76Q52 76 54 68Q57 60 54 48Z',
          light,
        ) +
        stroke('M60 46Q100 52 140 46', dark, 1.6) +
        stroke('M52 70Q100 78 148 70', dark, 1.6)
      )
    },
  },
}
