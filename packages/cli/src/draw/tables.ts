import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, path, rect, stroke } from './svg.ts'

export const tables: Shapes = {
  table: {
    stage: 'floor',
    shadow: 84,
    words: ['table', 'dining table'],
    draw({ random, main, dark, light, char }) {
      const style = random.integer(0, 2)
      const legs = [
        stroke('M52 92L48 140M148 92L152 140', dark, 6) + stroke('M34 92L26 157M166 92L174 157', main, 8),
        stroke('M46 92L66 157M66 92L46 157M134 92L154 157M154 92L134 157', char, 5),
        path('M88 92H112L106 146H94Z', main) +
          path('M101 92H112L106 146H101Z', dark) +
          path('M64 160Q70 146 100 146T136 160Z', dark),
      ][style]
      return (
        legs +
        rect(16, 80, 168, 13, main, style === 2 ? 6 : 3) +
        rect(16, 87, 168, 6, dark, 3) +
        stroke('M22 83H178', light, 2) +
        path('M92 80V64Q92 54 100 54T108 64V80Z', '#e9e3d8') +
        stroke('M99 54Q98 40 86 34M101 54Q104 40 114 38', '#6f9c6b', 2.5) +
        ellipse(84, 34, 8, 5, '#6f9c6b') +
        ellipse(117, 38, 8, 5, '#4c7a55')
      )
    },
  },
  coffeeTable: {
    stage: 'floor',
    shadow: 70,
    words: ['coffee table', 'side table'],
    draw({ random, main, dark, light, char, accent, paper }) {
      const leg = random.chance(0.4) ? char : dark
      return (
        stroke('M74 118L70 146M126 118L130 146', dark, 5) +
        stroke('M52 116L40 157M148 116L160 157', leg, 6.5) +
        (random.chance(0.5) ? ellipse(100, 142, 48, 5, main) : '') +
        path('M30 108V114Q30 124 100 124T170 114V108Z', dark) +
        ellipse(100, 108, 70, 13, main) +
        ellipse(94, 106, 54, 8, light) +
        path('M102 98L142 100L138 108L98 106Z', accent) +
        path('M98 106L138 108V112L98 110Z', paper)
      )
    },
  },
  desk: {
    stage: 'floor',
    shadow: 82,
    words: ['desk', 'bureau', 'workstation'],
    draw({ random, main, dark, light, wood, woodDark, char, accent }) {
      const side = random.chance(0.5)
      return (
        stroke('M32 94L28 157M168 94L172 157', random.chance(0.5) ? wood : char, 7) +
        (side
          ? rect(116, 92, 52, 48, main, 2) +
            rect(120, 96, 44, 18, light, 2) +
            rect(120, 118, 44, 18, light, 2) +
            rect(136, 103, 12, 3, char, 1.5) +
            rect(136, 125, 12, 3, char, 1.5)
          : rect(48, 92, 104, 18, main, 2) + rect(52, 95, 46, 12, light, 2) + rect(102, 95, 46, 12, light, 2)) +
        rect(18, 80, 164, 13, main, 3) +
        rect(18, 87, 164, 6, dark, 3) +
        rect(36, 44, 56, 34, char, 3) +
        rect(39, 47, 50, 28, '#5f7d92') +
        glow('M39 47H70L54 75H39Z', 0.14) +
        rect(58, 76, 12, 4, woodDark) +
        path('M140 80V66H156V80Z', accent) +
        stroke('M144 66L140 50M149 66V46M153 66L158 52', woodDark, 2.5)
      )
    },
  },
  shelf: {
    stage: 'floor',
    shadow: 50,
    words: ['shelf', 'bookcase', 'bookshelf', 'shelving', 'shelf unit'],
    draw({ random, main, dark, deep, accent, accentDark, paper, leaf, leafDark }) {
      const books = (x: number, y: number) =>
        rect(x, y - 24, 7, 24, accent) +
        rect(x + 8, y - 20, 6, 20, paper) +
        rect(x + 15, y - 26, 8, 26, accentDark) +
        rect(x + 24, y - 18, 6, 18, '#8a9aa4')
      const vase = (x: number, y: number) => path(at`M${x} ${y}q-9-10 0-20h8q9 10 0 20Z`, paper)
      const plant = (x: number, y: number) =>
        rect(x, y - 11, 16, 11, accent, 2) +
        ellipse(x + 3, y - 17, 6, 8, leafDark) +
        ellipse(x + 12, y - 18, 6, 9, leaf)
      const flip = random.chance(0.5)
      return (
        rect(56, 30, 88, 130, deep, 2) +
        rect(62, 36, 76, 30, dark) +
        rect(62, 71, 76, 38, dark) +
        rect(62, 114, 76, 40, dark) +
        books(flip ? 68 : 102, 66) +
        plant(flip ? 112 : 74, 66) +
        books(flip ? 100 : 66, 109) +
        vase(flip ? 76 : 118, 109) +
        rect(66, 130, 34, 24, main, 3) +
        rect(78, 138, 10, 3, deep, 1.5) +
        books(104, 154) +
        path('M54 28H146V36H62V160H54Z', main) +
        rect(62, 66, 76, 5, main) +
        rect(62, 109, 76, 5, main) +
        rect(62, 154, 84, 6, main) +
        rect(138, 36, 8, 124, dark)
      )
    },
  },
  sideboard: {
    stage: 'floor',
    shadow: 82,
    words: ['sideboard', 'cabinet', 'dresser', 'console', 'cupboard', 'chest of drawers'],
    draw({ random, main, dark, light, wood, char, accent, paper, leaf, leafDark }) {
      const fronts = random.pick([
        rect(28, 92, 46, 46, light, 2) +
          rect(77, 92, 46, 46, light, 2) +
          rect(126, 92, 46, 46, light, 2) +
          circle(68, 115, 2.5, char) +
          circle(84, 115, 2.5, char) +
          circle(132, 115, 2.5, char),
        rect(28, 92, 70, 21, light, 2) +
          rect(28, 117, 70, 21, light, 2) +
          rect(102, 92, 70, 46, light, 2) +
          rect(56, 101, 14, 3, char, 1.5) +
          rect(56, 126, 14, 3, char, 1.5) +
          circle(110, 115, 2.5, char),
        rect(28, 92, 144, 46, light, 2) +
          stroke(Array.from({ length: 13 }, (_, i) => `M${38 + i * 10.5} 94V136`).join(''), dark, 1.6),
      ])
      return (
        stroke('M36 144L32 157M164 144L168 157', random.chance(0.7) ? wood : char, 6) +
        rect(22, 84, 156, 60, main, 4) +
        fronts +
        rect(20, 82, 160, 7, dark, 3) +
        path('M48 82V66Q48 58 56 58T64 66V82Z', accent) +
        stroke('M56 58Q54 44 46 40M56 58Q60 46 68 44', leafDark, 2.2) +
        ellipse(44, 40, 7, 4.5, leaf) +
        ellipse(70, 44, 7, 4.5, leafDark) +
        rect(118, 52, 34, 30, dark, 2) +
        rect(122, 56, 26, 22, paper) +
        path('M122 78L132 64L139 72L143 67L148 78Z', accent)
      )
    },
  },
  nightstand: {
    stage: 'floor',
    shadow: 44,
    words: ['nightstand', 'bedside table', 'bedside cabinet'],
    draw({ random, main, dark, light, wood, char, accent, paper }) {
      const open = random.chance(0.5)
      return (
        stroke('M68 146L64 157M132 146L136 157', wood, 6) +
        rect(58, 92, 84, 56, main, 5) +
        (open
          ? rect(64, 98, 72, 20, dark, 2) +
            rect(72, 110, 34, 8, paper, 1) +
            rect(72, 104, 30, 6, accent, 1) +
            rect(64, 122, 72, 21, light, 3)
          : rect(64, 98, 72, 21, light, 3) + rect(64, 122, 72, 21, light, 3) + rect(93, 107, 14, 3, char, 1.5)) +
        rect(93, 131, 14, 3, char, 1.5) +
        rect(55, 88, 90, 7, dark, 3) +
        rect(110, 84, 26, 5, accent, 1) +
        path('M72 88L75 70H91L94 88Z', paper) +
        path('M64 72L72 46H94L102 72Z', '#f3d99a') +
        path('M88 46H94L102 72H92Z', '#e2c17a')
      )
    },
  },
  coatRack: {
    stage: 'floor',
    tall: true,
    shadow: 34,
    words: ['coat rack', 'coat stand', 'hallstand'],
    draw({ random, main, dark, wood, accent, accentDark }) {
      const bag = random.chance(0.5)
      return (
        stroke('M100 132L70 157M100 132L130 157M100 140V157', dark, 6) +
        rect(97, 24, 7, 120, main, 3) +
        rect(101, 24, 3, 120, dark) +
        stroke('M100 40L78 26M100 40L122 26M100 60L80 46M100 60L122 46', main, 5) +
        circle(77, 25, 4.5, wood) +
        circle(123, 25, 4.5, wood) +
        circle(79, 45, 4.5, wood) +
        circle(123, 45, 4.5, wood) +
        (bag
          ? stroke('M112 82Q122 42 132 82', accentDark, 3) +
            rect(104, 80, 36, 40, accent, 4) +
            dim('M130 80H136Q140 80 140 84V116Q140 120 136 120H130Z')
          : path('M66 48Q80 42 92 50L96 116Q78 124 60 116Z', accent) + path('M84 46L92 50L96 116L84 119Z', accentDark))
      )
    },
  },
}
