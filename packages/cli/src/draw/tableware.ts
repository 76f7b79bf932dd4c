import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, path, rect, ring, stroke, vessel } from './svg.ts'

export const tableware: Shapes = {
  teapot: {
    stage: 'floor',
    shadow: 56,
    words: ['teapot'],
    draw({ random, main, dark, body, accent, wood, light }) {
      const arch = random.chance(0.5)
      return (
        (arch ? stroke('M70 98C66 40 134 40 130 98', wood, 7) : stroke('M138 104C172 98 168 150 132 146', dark, 9)) +
        path('M68 112C48 108 52 92 36 88L30 96C40 104 42 138 74 146Z', dark) +
        path('M66 100Q100 82 134 100Q150 122 138 148Q134 160 122 160H78Q66 160 62 148Q50 122 66 100Z', body) +
        (random.chance(0.5)
          ? path('M57 124Q100 136 144 124Q144 134 140 143Q100 154 60 143Q56 134 57 124Z', accent)
          : '') +
        path('M76 96Q100 78 124 96Q100 103 76 96Z', light) +
        path('M108 88Q118 90 124 96Q112 100 106 100Z', main) +
        circle(100, 82, 6, arch ? wood : dark) +
        glow('M72 106Q62 122 68 142L74 140Q70 122 78 106Z', 0.3)
      )
    },
  },
  tin: {
    stage: 'floor',
    shadow: 42,
    words: ['tin', 'tea', 'caddy', 'canister'],
    draw({ random, dark, body, accent, accentDark, paper, deep, light }) {
      const low = random.pick([76, 88])
      return (
        path(vessel({ cx: 100, top: low, bottom: 160, wide: 76, foot: 76, radius: 6 }), body) +
        rect(60, low - 18, 80, 22, dark, 5) +
        rect(60, low - 18, 80, 6, light, 3) +
        rect(62, low + 18, 76, 40, paper) +
        dim(at`M124 ${low + 18}h14v40h-14Z`, 0.07) +
        random.pick([
          path(
            at`M100 ${low + 52}C84 ${low + 46} 86 ${low + 28} 100 ${low + 22}C114 ${low + 28} 116 ${low + 46} 100 ${low + 52}Z`,
            accent,
          ) + stroke(at`M100 ${low + 52}V${low + 30}`, accentDark, 2),
          circle(100, low + 38, 13, accent) + circle(106, low + 34, 10, paper),
          rect(74, low + 28, 52, 5, accent) + rect(80, low + 38, 40, 4, deep) + rect(86, low + 46, 28, 3, deep),
        ]) +
        glow(at`M66 ${low + 8}h6v62h-6Z`, 0.25)
      )
    },
  },
  glass: {
    stage: 'floor',
    shadow: 40,
    words: ['glass', 'tumbler', 'wine glass', 'goblet', 'flute'],
    draw({ random, main, light, dark }, word) {
      const stem = word !== 'glass' && word !== 'tumbler'
      if (stem) {
        return (
          ellipse(100, 157, 28, 5, dark) +
          rect(97, 112, 6, 44, main) +
          path('M66 50Q62 116 100 118T134 50Z', light) +
          path('M66 78Q72 114 100 114T134 78Z', main) +
          ellipse(100, 50, 34, 5, '#fff') +
          glow('M74 60Q72 90 84 106L88 104Q80 88 80 60Z', 0.6)
        )
      }
      const foot = random.pick([52, 60, 68])
      const v = { cx: 100, top: 70, bottom: 160, wide: 70, foot, radius: 8 }
      return (
        `<g opacity=".92">${path(vessel(v), light)}</g>` +
        path(ring(v, 98, 152), main) +
        ellipse(100, 98, 33, 5, dark) +
        ellipse(100, 70, 35, 6, '#fff') +
        ellipse(100, 71, 32, 4.5, light) +
        (random.chance(0.5) ? stroke('M82 84L86 156M100 84V156M118 84L114 156', dark, 1.5) : '') +
        glow('M72 82L76 146H81L78 82Z', 0.6)
      )
    },
  },
  carafe: {
    stage: 'floor',
    shadow: 42,
    words: ['carafe', 'jug', 'pitcher', 'decanter'],
    draw({ random, main, dark, body, light, accent, wood }, word) {
      if (word === 'jug' || word === 'pitcher') {
        return (
          stroke('M128 78C168 74 164 138 134 134', dark, 8) +
          path('M70 52H124L122 62Q146 100 136 148Q134 160 122 160H78Q66 160 64 148Q54 100 76 66L64 56Z', body) +
          (random.chance(0.5) ? path('M60 112Q100 122 140 112V130Q100 140 61 130Z', accent) : '') +
          path('M64 56L70 50H124Q124 58 98 59T64 56Z', light) +
          glow('M74 86Q64 120 72 148L78 146Q72 120 80 88Z', 0.3)
        )
      }
      return (
        path('M86 56H114V80C140 104 144 128 136 150Q132 160 122 160H78Q68 160 64 150C56 128 60 104 86 80Z', light) +
        path('M68 116Q100 122 132 116Q140 134 135 148Q132 158 122 158H78Q68 158 65 148Q60 134 68 116Z', main) +
        path('M68 116Q100 110 132 116Q100 123 68 116Z', dark) +
        rect(84, 46, 32, 12, wood, 5) +
        glow('M78 100Q68 124 74 146L79 144Q74 124 84 100Z', 0.6)
      )
    },
  },
  plate: {
    stage: 'flat',
    words: ['plate', 'dish', 'platter'],
    draw({ random, main, light, dark, accent, deep }) {
      const rim = random.pick([main, main, accent])
      return (
        circle(100, 100, 66, rim) +
        circle(100, 100, 63, main) +
        circle(100, 100, 45, dark) +
        circle(101, 101, 44, light) +
        circle(101, 101, 42, main) +
        random.pick([
          '',
          `<circle cx="100" cy="100" r="56" fill="none" stroke="${accent}" stroke-width="3" stroke-dasharray="2 9.7" stroke-linecap="round"/>`,
          `<circle cx="100" cy="100" r="55" fill="none" stroke="${accent}" stroke-width="5"/>`,
          Array.from({ length: 9 }, (_, i) => circle(62 + ((i * 53) % 78), 60 + ((i * 31) % 82), 1.7, deep)).join(''),
        ]) +
        glow('M48 76A60 60 0 0 1 90 40L91 45A55 55 0 0 0 53 78Z', 0.5)
      )
    },
  },
  bowl: {
    stage: 'floor',
    shadow: 50,
    words: ['bowl', 'basin'],
    draw({ random, dark, body, light, accent, deep }) {
      const top = random.pick([92, 102])
      return (
        rect(78, 150, 44, 10, dark, 3) +
        path(at`M42 ${top}H158Q154 154 112 154H88Q46 154 42 ${top}Z`, body) +
        random.pick([
          '',
          path(
            at`M42 ${top}H158Q157 ${top + 10} 153 ${top + 20}Q100 ${top + 30} 47 ${top + 20}Q43 ${top + 10} 42 ${top}Z`,
            accent,
          ),
          stroke(at`M48 ${top + 22}Q100 ${top + 32} 152 ${top + 22}`, accent, 4) +
            stroke(at`M52 ${top + 31}Q100 ${top + 41} 148 ${top + 31}`, accent, 2),
        ]) +
        ellipse(100, top, 58, 10, light) +
        ellipse(100, top + 1, 53, 8, deep) +
        ellipse(100, top + 4, 46, 5, dark) +
        glow(at`M50 ${top + 12}Q56 136 76 148L82 147Q64 134 57 ${top + 13}Z`, 0.28)
      )
    },
  },
  cutlery: {
    stage: 'flat',
    words: ['cutlery', 'fork', 'spoon', 'teaspoon', 'flatware'],
    draw({ random, main, dark, steel, steelDark, steelLight }) {
      const grip = random.chance(0.6)
      const [hand, handDark] = grip ? [main, dark] : [steel, steelDark]
      const metal = grip ? steel : main
      return (
        path('M58 36h4v28h5V36h4v28h5V36h4v34q0 12-8 16v14h-6v-14q-8-4-8-16Z', metal) +
        path('M65 96h8l2 62q0 6-6 6t-6-6Z', hand) +
        ellipse(104, 58, 13, 23, metal) +
        ellipse(102, 56, 8, 16, steelLight) +
        rect(101, 78, 6, 22, metal) +
        path('M100 96h8l2 62q0 6-6 6t-6-6Z', hand) +
        path('M134 36q14 20 12 60h-12Z', metal) +
        path('M134 94h10l1 64q0 6-6 6t-6-6Z', hand) +
        dim('M70 96h3l2 62q0 6-5 6Z', 0.15) +
        dim('M105 96h3l2 62q0 6-5 6Z', 0.15) +
        path('M141 94h3l1 64q0 5-4 6Z', handDark)
      )
    },
  },
}
