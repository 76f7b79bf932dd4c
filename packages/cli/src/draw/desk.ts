import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, path, rect, stroke, turn } from './svg.ts'

export const desk: Shapes = {
  pen: {
    stage: 'flat',
    words: ['pen', 'fountain pen', 'ballpoint', 'rollerball', 'fineliner'],
    draw({ main, dark, light, steel, steelDark, char, accent }, word) {
      if (word === 'fountain pen') {
        return turn(
          38,
          path('M93 132H107L100 176Z', steel) +
            path('M100 132H107L100 176Z', steelDark) +
            stroke('M100 150V174', char, 1.2) +
            rect(90, 112, 20, 22, char, 3) +
            rect(88, 28, 24, 86, main, 6) +
            rect(102, 28, 10, 86, dark, 5) +
            rect(88, 104, 24, 5, accent) +
            rect(96, 22, 8, 8, steel, 3) +
            path('M108 34h6v44q0 4-3 4t-3-4Z', steel) +
            glow('M92 34h3v66h-3Z', 0.4),
        )
      }
      return turn(
        38,
        path('M92 148H108L102 172H98Z', steel) +
          rect(90, 40, 20, 110, main, 7) +
          rect(102, 40, 8, 110, dark, 5) +
          rect(90, 92, 20, 6, light) +
          rect(95, 26, 10, 16, steel, 4) +
          path('M106 46h8v44q0 4-4 4t-4-4Z', steelDark) +
          rect(90, 128, 20, 18, accent, 3) +
          glow('M94 46h3v40h-3Z', 0.4),
      )
    },
  },
  pencils: {
    stage: 'flat',
    words: ['pencil', 'pencil set', 'crayon'],
    draw({ random, main, dark, light, accent, accentDark, wood, char, steel }) {
      const one = (x: number, fill: string, edge: string, lead: string) =>
        path(at`M${x} 62L${x + 9} 34L${x + 18} 62Z`, wood) +
        path(at`M${x + 6} 43L${x + 9} 34L${x + 12} 43Z`, lead) +
        rect(x, 62, 18, 94, fill) +
        rect(x + 12, 62, 6, 94, edge) +
        rect(x, 146, 18, 8, steel) +
        rect(x, 154, 18, 12, '#e8a79c', 4)
      const third = random.chance(0.5) ? light : dark
      return turn(
        24,
        `${one(64, accent, accentDark, accentDark)}${one(91, main, dark, char)}${one(118, third, main, char)}`,
      )
    },
  },
  ink: {
    stage: 'floor',
    shadow: 44,
    words: ['ink', 'perfume'],
    draw({ random, main, dark, deep, char, paper, accent, wood }) {
      const round = random.pick([8, 26])
      return (
        rect(52, 84, 96, 76, '#e9eff1', round) +
        rect(58, 104, 84, 50, main, Math.max(5, round - 6)) +
        rect(112, 104, 30, 50, dark, Math.max(5, round - 6)) +
        rect(80, 70, 40, 18, '#dde6e9', 3) +
        rect(74, 48, 52, 26, random.chance(0.6) ? char : wood, 5) +
        dim('M106 48H121Q126 48 126 53V69Q126 74 121 74H106Z', 0.2) +
        rect(70, 112, 60, 32, paper, 2) +
        path('M100 116q-10 13 0 20q10-7 0-20Z', accent) +
        rect(84, 139, 32, 2, deep) +
        glow('M58 92h5v54h-5Z', 0.7)
      )
    },
  },
  notebook: {
    stage: 'flat',
    words: ['notebook', 'journal', 'notepad', 'sketchbook', 'book', 'diary'],
    draw({ random, main, dark, deep, light, accent, paper, steel }) {
      const spiral = random.chance(0.3)
      const cover = random.pick([
        rect(82, 60, 46, 26, paper, 2) + rect(88, 67, 34, 3, deep) + rect(88, 74, 22, 3, dark),
        stroke('M74 64H142M74 76H142M74 88H142', light, 2),
        circle(106, 96, 20, accent),
        path('M66 128L92 92L112 116L128 98L146 124V170H66Z', accent),
        rect(66, 30, 16, 140, accent),
        '',
      ])
      return (
        rect(60, 34, 88, 138, paper, 4) +
        rect(58, 32, 88, 138, '#e6dfd0', 4) +
        rect(56, 30, 90, 138, main, 5) +
        cover +
        (spiral
          ? Array.from({ length: 11 }, (_, i) => rect(48, 38 + i * 12, 18, 4, steel, 2)).join('')
          : rect(56, 30, 10, 138, dark, 4) +
            (random.chance(0.6) ? rect(130, 30, 5, 138, deep) : path('M120 164V182L124 177L128 182V164Z', accent))) +
        glow('M70 34H96L70 84Z', 0.14)
      )
    },
  },
  planner: {
    stage: 'flat',
    words: ['planner', 'calendar', 'desk calendar'],
    draw({ random, main, dark, accent, paper, char, light }) {
      const marked = random.integer(3, 17)
      const cells = Array.from({ length: 20 }, (_, i) =>
        rect(
          58 + (i % 5) * 18,
          86 + Math.floor(i / 5) * 17,
          12,
          11,
          i === marked ? accent : i % 7 === 0 ? light : '#e5dfd3',
          2,
        ),
      ).join('')
      return (
        rect(46, 44, 108, 120, dark, 8) +
        rect(46, 42, 108, 118, paper, 8) +
        path('M46 74V50Q46 42 54 42H146Q154 42 154 50V74Z', main) +
        rect(62, 55, 40, 6, light, 3) +
        cells +
        [68, 100, 132].map((x) => rect(x - 3, 32, 6, 20, char, 3)).join('')
      )
    },
  },
  card: {
    stage: 'flat',
    words: ['card', 'card set', 'letter set', 'envelope', 'postcard', 'invitation'],
    draw({ random, main, dark, light, accent, accentDark, paper, leaf }) {
      const motif = random.pick([
        circle(124, 72, 15, accent) + path('M96 104Q112 84 124 94T152 88V106H96Z', leaf),
        path('M124 100Q100 84 108 70Q116 62 124 72Q132 62 140 70Q148 84 124 100Z', accent),
        stroke('M104 62H144M104 74H144M104 86H130', accentDark, 4),
        [0, 72, 144, 216, 288]
          .map((t) => `<ellipse cx="124" cy="70" rx="6" ry="11" transform="rotate(${t} 124 80)" fill="${accent}"/>`)
          .join('') + circle(124, 80, 5, accentDark),
      ])
      return (
        `<g transform="rotate(7 124 82)">${rect(86, 44, 76, 78, paper, 3)}${motif}</g>` +
        `<g transform="rotate(-6 92 120)">${rect(34, 82, 116, 78, main, 4)}${path('M34 86L92 126L150 86V90L92 134L34 90Z', dark)}${path('M36 82H148L92 122Z', light)}${circle(92, 120, 9, accent)}</g>`
      )
    },
  },
  organiser: {
    stage: 'floor',
    shadow: 52,
    words: ['organiser', 'desk organiser', 'desk organizer', 'desk tidy', 'pen pot'],
    draw({ random, main, dark, light, accent, accentDark, wood, steel, char }) {
      return (
        turn(-8, rect(70, 54, 8, 60, accent) + path('M70 54L74 42L78 54Z', wood), 76, 90) +
        turn(6, rect(88, 48, 8, 60, char, 3) + rect(88, 48, 8, 10, steel, 2), 92, 90) +
        rect(79, 60, 7, 50, accentDark, 2) +
        rect(112, 90, 40, 40, '#fbf7ee') +
        rect(118, 84, 34, 40, accent) +
        rect(56, 88, 52, 72, main, random.pick([4, 14])) +
        rect(90, 88, 18, 72, dark, 8) +
        rect(56, 86, 52, 6, light, 3) +
        rect(108, 112, 44, 48, dark, 4) +
        rect(108, 112, 44, 5, main, 2) +
        glow('M62 98h5v50h-5Z', 0.3)
      )
    },
  },
  scissors: {
    stage: 'flat',
    words: ['scissor'],
    draw({ random, main, dark, light, steel, steelDark }) {
      const ringed = (x: number, y: number, fill: string) =>
        `<ellipse cx="${x}" cy="${y}" rx="16" ry="23" fill="none" stroke="${fill}" stroke-width="10" transform="rotate(${x < 100 ? 14 : -14} ${x} ${y})"/>`
      return turn(
        38,
        path('M92 108L104 22Q112 50 108 108Z', steel) +
          path('M108 108L96 22Q88 50 92 108Z', steelDark) +
          path('M96 22Q88 50 92 108H97Z', steel) +
          stroke('M95 104L84 132M105 104L116 132', dark, 10) +
          ringed(78, 152, main) +
          ringed(122, 152, random.chance(0.3) ? light : main) +
          circle(100, 102, 5, dark),
      )
    },
  },
  headphones: {
    stage: 'flat',
    words: ['headphone', 'headset', 'earphone', 'earbud'],
    draw({ random, main, dark, deep, light, accent, char }) {
      const band = random.chance(0.5) ? char : dark
      return (
        stroke('M52 118C46 24 154 24 148 118', band, 11) +
        stroke('M66 62Q100 26 134 62', main, 13) +
        rect(38, 100, 30, 58, main, 14) +
        rect(132, 100, 30, 58, dark, 14) +
        rect(58, 98, 18, 62, deep, 9) +
        rect(124, 98, 18, 62, deep, 9) +
        rect(44, 112, 8, 32, light, 4) +
        circle(150, 128, 6, accent)
      )
    },
  },
  speaker: {
    stage: 'floor',
    shadow: 46,
    words: ['speaker', 'bookshelf speaker'],
    draw({ random, main, dark, deep, light, accent, wood, woodDark, char, steel }, word) {
      if (word === 'bookshelf speaker') {
        return (
          rect(60, 42, 80, 118, random.chance(0.5) ? wood : main, 8) +
          dim('M124 42H132Q140 42 140 50V152Q140 160 132 160H124Z') +
          rect(67, 49, 66, 104, char, 4) +
          circle(100, 74, 14, deep) +
          circle(100, 74, 9, steel) +
          circle(100, 116, 27, '#2b2a30') +
          circle(100, 116, 22, main) +
          circle(100, 116, 9, dark) +
          glow('M84 104A22 22 0 0 1 100 94V97A19 19 0 0 0 87 106Z')
        )
      }
      return (
        stroke('M62 92Q62 66 100 66T138 92', woodDark, 5) +
        rect(36, 88, 128, 72, main, 22) +
        rect(130, 88, 34, 72, dark, 20) +
        rect(46, 98, 76, 52, deep, 14) +
        stroke('M56 108H112M56 118H112M56 128H112M56 138H112', main, 3) +
        circle(142, 114, 9, light) +
        circle(142, 138, 4, accent) +
        circle(154, 138, 3, light)
      )
    },
  },
  radio: {
    stage: 'floor',
    shadow: 68,
    words: ['radio', 'turntable', 'record player'],
    draw({ main, dark, deep, light, accent, wood, woodDark, char, steel, paper }, word) {
      if (word !== 'radio') {
        return (
          path('M34 112H166L174 136H26Z', light) +
          rect(26, 134, 148, 22, main, 4) +
          rect(26, 148, 148, 8, dark, 3) +
          rect(38, 154, 16, 6, char, 2) +
          rect(146, 154, 16, 6, char, 2) +
          ellipse(88, 124, 48, 10, '#26252b') +
          ellipse(88, 124, 34, 7, '#3a3940') +
          ellipse(88, 124, 16, 3.6, accent) +
          stroke('M150 118L140 104L112 122', steel, 3.5) +
          ellipse(150, 120, 9, 3.5, steel) +
          path('M34 110L44 44H156L166 110Z', '#e9eef0aa') +
          glow('M52 50H92L66 106H44Z', 0.35)
        )
      }
      return (
        stroke('M132 76L158 30', steel, 3) +
        circle(158, 30, 3.5, steel) +
        rect(30, 74, 140, 86, wood, 14) +
        rect(150, 74, 20, 86, woodDark, 12) +
        rect(38, 82, 124, 68, main, 8) +
        rect(46, 90, 66, 52, deep, 5) +
        stroke('M52 100H106M52 110H106M52 120H106M52 130H106', light, 2.6) +
        rect(118, 90, 38, 14, paper, 3) +
        rect(132, 90, 2.5, 14, accent) +
        circle(137, 126, 14, light) +
        circle(137, 126, 10, char) +
        stroke('M137 126V118', light, 2.5) +
        dim('M38 146H162V150H38Z')
      )
    },
  },
}
