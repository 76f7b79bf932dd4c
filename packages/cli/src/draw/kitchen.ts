import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, group, path, rect, ring, stroke, turn, vessel } from './svg.ts'

export const kitchen: Shapes = {
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
