import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, path, rect, stroke, vessel } from './svg.ts'

const GLOW = '#ffe7a8'

export const lighting: Shapes = {
  tableLamp: {
    stage: 'floor',
    shadow: 40,
    words: ['lamp', 'lampshade', 'table lamp', 'night light'],
    draw({ random, main, body, dark, light, accent, accentDark, wood }) {
      if (random.chance(0.3)) {
        return (
          path('M58 92Q58 44 100 44T142 92Z', body) +
          rect(58, 90, 84, 6, GLOW, 3) +
          rect(94, 96, 12, 46, dark) +
          path('M66 160Q66 140 100 140T134 160Z', main) +
          path('M108 140Q134 142 134 160H112Z', dark) +
          glow('M70 86Q72 60 90 52L94 55Q78 64 77 86Z')
        )
      }
      const base = random.pick([
        path('M84 156Q66 128 92 104H108Q134 128 116 156Z', accent) +
          path('M104 104H108Q134 128 116 156H108Q122 128 104 104Z', accentDark),
        circle(100, 132, 26, accent) + path('M108 107A26 26 0 0 1 108 157Q122 132 108 107Z', accentDark),
        rect(96, 100, 8, 56, wood) + rect(78, 150, 44, 8, wood, 3),
      ])
      const top = random.pick([22, 38, 52])
      return (
        base +
        rect(82, 154, 36, 6, accentDark, 2) +
        rect(96, 94, 8, 12, wood) +
        path(at`M${100 - top} 44H${100 + top}L152 98H48Z`, main) +
        path(at`M${88 + top} 44H${100 + top}L152 98H122Z`, dark) +
        path(at`M${100 - top} 44H${108 - top}L62 98H48Z`, light) +
        rect(48, 95, 104, 5, GLOW, 2)
      )
    },
  },
  floorLamp: {
    stage: 'floor',
    tall: true,
    shadow: 36,
    words: ['floor lamp'],
    draw({ random, main, dark, light, wood, woodDark, char }) {
      const shade = random.pick([
        path('M84 20H116L132 64H68Z', main) +
          path('M106 20H116L132 64H114Z', dark) +
          path('M84 20H92L80 64H68Z', light) +
          rect(68, 62, 64, 4, GLOW, 2),
        path('M66 66Q66 24 100 24T134 66Z', main) +
          path('M108 25Q134 28 134 66H116Z', dark) +
          rect(66, 64, 68, 4, GLOW, 2),
        rect(74, 20, 52, 46, main, 8) + rect(108, 20, 18, 46, dark, 8) + rect(74, 62, 52, 5, GLOW, 2),
      ])
      const legs = random.chance(0.5)
        ? stroke('M100 76V150', woodDark, 5) + stroke('M98 78L70 157M102 78L130 157', wood, 5.5)
        : rect(97.5, 66, 5, 90, char) + ellipse(100, 157, 28, 5, char)
      return legs + rect(95, 62, 10, 16, char, 2) + shade
    },
  },
  pendant: {
    stage: 'wall',
    words: ['pendant', 'chandelier', 'pendant light', 'ceiling light', 'ceiling lamp'],
    draw({ random, main, dark, light, deep, body, char, wood }) {
      const shade = random.pick([
        path('M52 124Q52 74 100 74T148 124Z', body) + ellipse(100, 124, 48, 8, deep) + ellipse(100, 126, 20, 4, GLOW),
        path('M92 70H108L146 130H54Z', body) + ellipse(100, 130, 46, 7, deep) + ellipse(100, 132, 19, 4, GLOW),
        circle(100, 112, 44, main) +
          path('M110 69A44 44 0 0 1 110 155Q138 112 110 69Z', dark) +
          stroke('M100 68Q62 112 100 156M100 68Q138 112 100 156M56 112H144M64 88H136M64 136H136', light, 1.8),
        path('M46 104H154L140 128H60Z', main) +
          path('M124 104H154L140 128H124Z', dark) +
          path('M64 104Q70 78 100 78T136 104Z', light) +
          rect(60, 126, 80, 5, GLOW, 2),
      ])
      return (
        `<g opacity=".5">${ellipse(100, 150, 62, 22, '#fff4cf')}</g>` +
        rect(98.8, 0, 2.4, 70, char) +
        rect(93, 60, 14, 18, random.chance(0.5) ? wood : char, 3) +
        shade
      )
    },
  },
  deskLamp: {
    stage: 'floor',
    tall: true,
    shadow: 44,
    words: ['task lamp', 'desk lamp', 'reading lamp', 'anglepoise'],
    draw({ random, main, dark, light, char, steel }) {
      const arm = random.chance(0.5) ? steel : char
      return (
        stroke('M92 150L66 96L112 62', arm, 5) +
        circle(66, 96, 6, main) +
        circle(92, 150, 6, main) +
        `<g opacity=".6">${path('M118 90L156 74L188 132L120 136Z', '#fff1c4')}</g>` +
        path('M102 54Q118 32 134 46L158 74L116 92Z', main) +
        path('M128 42L158 74L140 82Z', dark) +
        path('M116 92L158 74Q160 80 140 88T116 92Z', light) +
        path('M58 160Q58 148 92 148T126 160Z', main) +
        path('M100 148Q126 150 126 160H106Z', dark)
      )
    },
  },
  candle: {
    stage: 'floor',
    shadow: 38,
    words: ['candle', 'votive', 'tealight'],
    draw({ random, main, dark, body, paper, accent, light, char }) {
      const flame = (x: number, y: number) =>
        path(at`M${x} ${y}q-9-10 0-24q9 14 0 24Z`, '#f6b84b') + path(at`M${x} ${y}q-4-5 0-13q4 8 0 13Z`, '#fff0c2')
      if (random.chance(0.3)) {
        return [
          [72, 96, 11],
          [100, 72, 12],
          [130, 112, 11],
        ]
          .map(
            ([x, y, r]) =>
              rect(x - r, y, 2 * r, 160 - y, main, 3) +
              rect(x + r * 0.3, y, r * 0.7, 160 - y, dark, 2) +
              ellipse(x, y + 1, r, 3, light) +
              stroke(at`M${x} ${y}v-5`, char, 1.6) +
              flame(x, y - 4),
          )
          .join('')
      }
      const lid = random.chance(0.35)
      return (
        (lid ? '' : stroke('M100 92V82', char, 2) + flame(100, 82)) +
        path(vessel({ cx: 100, top: 92, bottom: 160, wide: 66, foot: random.pick([66, 58]), radius: 10 }), body) +
        rect(80, 110, 40, 28, paper, 3) +
        rect(87, 118, 26, 3.5, accent) +
        rect(91, 126, 18, 3, dark) +
        (lid
          ? rect(64, 80, 72, 14, accent, 4) + dim('M112 80H132Q136 80 136 84V90Q136 94 132 94H112Z')
          : ellipse(100, 92, 33, 6, light) + ellipse(100, 93, 29, 4.5, '#f7efdc')) +
        glow('M71 104h5v44h-5Z', 0.35)
      )
    },
  },
  candleHolder: {
    stage: 'floor',
    tall: true,
    shadow: 36,
    words: ['candle holder', 'light holder', 'candlestick', 'candelabra'],
    draw({ random, main, dark, body, accent, accentDark }) {
      const stick = (x: number, base: number) =>
        rect(x - 5, 36 + base, 10, 64, accent, 2) +
        rect(x, 36 + base, 5, 64, accentDark) +
        path(at`M${x} ${34 + base}q-6-7 0-17q6 10 0 17Z`, '#f6b84b')
      return random.pick([
        stick(100, 0) +
          rect(88, 98, 24, 8, dark, 3) +
          rect(95, 104, 10, 44, main) +
          circle(100, 122, 9, body) +
          path('M70 160Q72 146 100 146T130 160Z', body),
        stick(64, 8) +
          stick(100, -6) +
          stick(136, 8) +
          stroke('M64 112Q64 130 100 130T136 112M100 98V146', main, 6) +
          rect(56, 106, 16, 6, dark, 2) +
          rect(92, 92, 16, 6, dark, 2) +
          rect(128, 106, 16, 6, dark, 2) +
          path('M72 160Q74 148 100 148T128 160Z', body),
        stick(100, 22) +
          path('M62 160V150Q62 144 70 144H86V122H114V144H130Q138 144 138 150V160Z', body) +
          stroke('M136 148a11 11 0 1 1 2 10', dark, 5),
      ])
    },
  },
  lantern: {
    stage: 'floor',
    shadow: 44,
    words: ['lantern', 'hurricane'],
    draw({ random, main, dark, light, char }) {
      const bars = random.chance(0.6)
      return (
        stroke('M74 66Q74 28 100 28T126 66', char, 4) +
        path('M84 50H116L136 74H64Z', main) +
        path('M104 50H116L136 74H112Z', dark) +
        rect(68, 74, 64, 76, '#fff3cd') +
        rect(88, 104, 24, 46, '#fbf7ee', 2) +
        path('M100 102q-8-9 0-22q8 13 0 22Z', '#f6b84b') +
        (bars ? rect(97.5, 74, 5, 76, main) : stroke('M68 74L132 150M132 74L68 150', main, 2.5)) +
        rect(64, 72, 7, 80, light) +
        rect(129, 72, 7, 80, dark) +
        rect(58, 148, 84, 12, main, 3) +
        rect(108, 148, 34, 12, dark, 3) +
        rect(62, 70, 76, 6, dark, 2)
      )
    },
  },
}
