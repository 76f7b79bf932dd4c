import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, group, path, rect, ring, stroke, turn, vessel } from './svg.ts'

export const kitchen: Shapes = {
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
  pan: {
    stage: 'flat',
    words: ['pan', 'skillet', 'wok', 'griddle'],
    draw({ random, main, dark, deep, light, wood, woodDark, char }) {
      const grip = random.chance(0.6)
      return turn(
        45,

        path('M94 120H106L110 182Q110 190 100 190T90 182Z', grip ? wood : char) +
          path('M100 120H106L110 182Q110 190 100 190Z', grip ? woodDark : '#2c2b31') +
          circle(100, 181, 3.5, dark) +
          rect(92, 118, 16, 14, dark, 3) +
          circle(100, 72, 56, dark) +
          circle(100, 71, 54, main) +
          circle(100, 72, 46, deep) +
          circle(101, 74, 44, '#4b4a50') +
          (random.chance(0.5)
            ? circle(101, 74, 30, '#525157')
            : stroke('M72 66H128M66 80H134M76 94H124', '#5b5a61', 3)) +
          glow('M58 60A44 44 0 0 1 92 30L93 35A40 40 0 0 0 62 62Z', 0.25) +
          path('M52 60A50 50 0 0 1 90 20L90 22A48 48 0 0 0 54 60Z', light),
      )
    },
  },
  pot: {
    stage: 'floor',
    shadow: 62,
    words: ['pot', 'casserole', 'casserole pot', 'saucepan', 'cocotte'],
    draw({ random, main, dark, body, light, steel, wood }) {
      const knob = random.pick([steel, wood, dark])
      const top = random.pick([92, 102])
      return (
        rect(36, top + 12, 24, 12, dark, 5) +
        rect(140, top + 12, 24, 12, dark, 5) +
        path(at`M48 ${top}H152V146Q152 160 138 160H62Q48 160 48 146Z`, body) +
        path(at`M46 ${top}Q50 ${top - 22} 100 ${top - 22}T154 ${top}Z`, main) +
        path(at`M112 ${top - 22}Q150 ${top - 20} 154 ${top}H128Q126 ${top - 14} 112 ${top - 22}Z`, dark) +
        rect(44, top - 2, 112, 8, dark, 4) +
        rect(44, top - 2, 112, 3, light, 1.5) +
        rect(91, top - 36, 18, 9, knob, 4) +
        rect(96, top - 28, 8, 7, knob) +
        glow(at`M56 ${top + 12}h7v38h-7Z`, 0.3)
      )
    },
  },
  casserole: {
    stage: 'flat',
    words: ['baking dish', 'roasting tray', 'gratin', 'tray', 'baking tin', 'loaf tin'],
    draw({ random, main, dark, light, deep, accent }) {
      const round = random.pick([10, 30])
      return (
        rect(22, 84, 156, 34, dark, 12) +
        rect(36, 52, 128, 98, dark, round + 6) +
        rect(36, 50, 128, 97, main, round + 6) +
        rect(46, 60, 108, 78, deep, round) +
        rect(48, 64, 104, 74, light, round - 2) +
        rect(52, 68, 96, 66, main, round - 4) +
        (random.chance(0.5)
          ? `<rect x="41" y="55" width="118" height="87" rx="${round + 2}" fill="none" stroke="${accent}" stroke-width="3"/>`
          : '') +
        rect(26, 94, 8, 14, light, 4) +
        rect(166, 94, 8, 14, light, 4)
      )
    },
  },
  knife: {
    stage: 'flat',
    words: ['knife', 'cleaver', 'santoku'],
    draw({ random, main, dark, steel, steelLight, steelDark }) {
      const blade = random.pick([
        'M92 26Q122 44 120 112H92Z',
        'M92 34Q110 30 122 52V112H92Z',
        'M96 22Q112 60 110 112H92V40Z',
      ])
      return turn(
        45,

        path(blade, steel) +
          path('M92 50L112 66V112H92Z', steelLight) +
          rect(89, 110, 26, 8, steelDark, 2) +
          path('M92 118H112L114 176Q114 184 103 184T90 176Z', main) +
          path('M103 118H112L114 176Q114 184 103 184Z', dark) +
          circle(102, 134, 3, steelLight) +
          circle(102, 162, 3, steelLight),
      )
    },
  },
  board: {
    stage: 'flat',
    words: ['board', 'chopping board', 'serving board'],
    draw({ random, main, dark, light, deep }) {
      const grain = stroke(
        'M66 78Q90 84 134 76M66 96Q104 106 134 98M66 118Q92 112 134 122M68 140Q100 146 132 138',
        dark,
        1.8,
      )
      if (random.chance(0.5)) {
        return (
          path(
            'M88 26Q88 20 94 20H106Q112 20 112 26V58H124Q138 58 138 72V158Q138 172 124 172H76Q62 172 62 158V72Q62 58 76 58H88Z',
            main,
          ) +
          circle(100, 34, 5, deep) +
          grain +
          glow('M68 74q0-8 8-10h6q-8 4-8 12v70h-6Z', 0.3) +
          dim('M128 60Q138 62 138 72V158Q138 170 128 171Z', 0.1)
        )
      }
      return (
        rect(40, 48, 120, 108, main, 14) +
        `<rect x="48" y="56" width="104" height="92" rx="9" fill="none" stroke="${dark}" stroke-width="2.5"/>` +
        group('translate(0 -6)', grain) +
        rect(84, 52, 32, 9, deep, 4.5) +
        rect(40, 48, 120, 5, light, 3)
      )
    },
  },
  utensils: {
    stage: 'floor',
    tall: true,
    shadow: 38,
    words: ['utensil', 'spatula', 'ladle', 'whisk', 'utensil set', 'spatula set'],
    draw({ random, body, dark, accent, wood, woodDark, light, steel }) {
      const v = { cx: 100, top: 100, bottom: 160, wide: 62, foot: random.pick([50, 62]), radius: 8 }
      return (
        group(
          'rotate(-12 88 100)',
          rect(85, 50, 6, 60, wood) + ellipse(88, 44, 12, 17, wood) + ellipse(86, 42, 7, 11, woodDark),
        ) +
        group(
          'rotate(4 100 100)',
          rect(98, 46, 5, 60, woodDark) + rect(89, 26, 23, 34, wood, 5) + stroke('M96 36V52M105 36V52', woodDark, 2.5),
        ) +
        group(
          'rotate(17 112 100)',
          rect(110, 60, 5, 50, steel) + stroke('M112 66C96 46 104 34 112 34S128 46 112 66M112 66V34', steel, 2.5),
        ) +
        path(vessel(v), body) +
        (random.chance(0.5) ? path(ring(v, 118, 130), accent) : '') +
        ellipse(100, 100, 31, 4, dark) +
        rect(69, 98, 62, 4, light, 2)
      )
    },
  },
  jar: {
    stage: 'floor',
    shadow: 42,
    words: ['jar', 'container'],
    draw({ random, main, dark, light, wood, woodDark, accent, paper }) {
      const fill = random.pick(['#c99d6a', '#7a5138', '#d8c27d', '#b6623f'])
      const cork = random.chance(0.6)
      return (
        rect(62, 66, 76, 94, '#eef3f2', 14) +
        rect(66, random.pick([92, 106]), 68, 52, fill, 10) +
        rect(66, 132, 68, 24, fill, 10) +
        rect(60, 50, 80, 20, cork ? wood : main, 6) +
        rect(106, 50, 34, 20, cork ? woodDark : dark, 6) +
        (cork ? rect(60, 66, 80, 6, main, 3) : rect(60, 50, 80, 5, light, 2.5)) +
        rect(80, 108, 40, 24, paper, 3) +
        rect(86, 115, 28, 3.5, accent) +
        rect(90, 122, 20, 3, dark) +
        glow('M69 78h6v70h-6Z', 0.75)
      )
    },
  },
}
