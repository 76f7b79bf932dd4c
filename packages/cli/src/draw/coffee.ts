import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, path, rect, ring, stroke, vessel } from './svg.ts'

export const coffee: Shapes = {
  grinder: {
    stage: 'floor',
    shadow: 44,
    words: ['grinder', 'coffee mill', 'mill'],
    draw({ random, main, dark, light, body, wood, woodDark, steel, steelDark, char }, word) {
      if (word.endsWith('mill')) {
        return (
          stroke('M100 64V52H140', steelDark, 5) +
          circle(142, 48, 8, wood) +
          path('M72 98Q72 66 100 66T128 98Z', body) +
          rect(64, 96, 72, 8, dark, 3) +
          path('M68 104H132L138 152H62Z', wood) +
          path('M108 104H132L138 152H108Z', woodDark) +
          rect(82, 116, 36, 24, main, 3) +
          circle(100, 128, 4, light) +
          rect(58, 152, 84, 8, woodDark, 3)
        )
      }
      const wide = random.between(40, 50)
      const v = { cx: 96, top: 78, bottom: 160, wide, foot: wide, radius: 6 }
      return (
        stroke('M96 62V56L142 46', steel, 5) +
        circle(145, 47, 9, wood) +
        path('M145 38a9 9 0 0 1 0 18Z', woodDark) +
        path(vessel(v), body) +
        path(ring(v, 108, 116), char) +
        rect(96 - wide / 2 - 2, 64, wide + 4, 16, steel, 5) +
        path(at`M100 64H${96 + wide / 2 - 2}q4 0 4 5v6q0 5-5 5H100Z`, steelDark) +
        glow(at`M${101 - wide / 2} 122v30h5v-30Z`, 0.25)
      )
    },
  },
  kettle: {
    stage: 'floor',
    shadow: 58,
    words: ['kettle', 'gooseneck'],
    draw({ random, main, dark, body, wood, woodDark, char, steel }) {
      const goose = random.chance(0.6)
      const grip = random.chance(0.5) ? wood : char
      const spout = goose
        ? stroke('M70 142C40 140 54 96 34 88', dark, 9) + stroke('M36 88L28 92', dark, 7)
        : path('M76 118L46 92L40 98L72 140Z', dark)
      return (
        spout +
        stroke('M132 96C168 84 172 120 160 146', grip, 10) +
        path('M76 88H128L144 152Q145 160 137 160H67Q59 160 60 152Z', body) +
        dim('M116 88H128L144 152Q145 160 137 160H120Z', 0.1) +
        ellipse(102, 88, 27, 6, dark) +
        path('M78 86Q102 72 126 86Z', main) +
        rect(97, 68, 10, 9, grip === wood ? woodDark : char, 4) +
        rect(60, 150, 84, 3, steel) +
        glow('M82 96L72 146H78L86 96Z', 0.3)
      )
    },
  },
  dripper: {
    stage: 'floor',
    shadow: 40,
    words: ['dripper', 'pour over set', 'pour over', 'chemex'],
    draw({ main, dark, body, wood, woodDark, paper }, word) {
      if (word !== 'dripper') {
        return (
          path('M64 46H136L108 98L138 150Q140 160 130 160H70Q60 160 62 150L92 98Z', '#d3e0e2') +
          path('M77 126H123L137 150Q139 159 130 159H70Q61 159 63 150Z', '#6b4632') +
          path('M70 46H130L100 100Z', paper) +
          dim('M100 46H130L100 100Z', 0.06) +
          path('M86 84H114L110 100L114 116H86L90 100Z', wood) +
          path('M100 84H114L110 100L114 116H100Z', woodDark) +
          circle(100, 100, 4, main) +
          glow('M72 148L88 120H93L78 152Z', 0.6)
        )
      }
      return (
        path('M74 104H126L136 150Q137 160 128 160H72Q63 160 64 150Z', '#d0dee1') +
        path('M68 132H132L136 150Q137 159 128 159H72Q63 159 64 150Z', '#6b4632') +
        stroke('M134 116Q158 116 150 142L136 146', '#c8d8db', 6) +
        rect(66, 96, 68, 9, dark, 4) +
        path('M60 52H140L114 96H86Z', body) +
        stroke('M80 60L94 90M100 60V90M120 60L106 90', dark, 2) +
        ellipse(100, 52, 40, 6, dark) +
        ellipse(100, 53, 35, 4, paper) +
        glow('M74 112L70 150H76L80 112Z', 0.55)
      )
    },
  },
  moka: {
    stage: 'floor',
    shadow: 44,
    words: ['moka pot', 'moka', 'espresso maker', 'percolator'],
    draw({ random, main, light, dark, deep, char, wood, steel }) {
      const grip = random.chance(0.5) ? wood : char
      return (
        path('M74 66L58 60L66 84L76 92Z', dark) +
        stroke('M128 72H152L146 118', grip, 9) +
        path('M72 64H128L120 108H80Z', main) +
        path('M72 64H88L92 108H80Z', light) +
        path('M112 64H128L120 108H106Z', dark) +
        rect(78, 106, 44, 8, deep, 2) +
        path('M80 114H120L134 160H66Z', main) +
        path('M80 114H92L86 160H66Z', light) +
        path('M106 114H120L134 160H110Z', dark) +
        path('M70 64Q100 44 130 64Z', steel) +
        path('M104 50Q122 52 130 64H106Z', dark) +
        rect(95, 40, 10, 12, grip, 4) +
        circle(76, 136, 3, deep)
      )
    },
  },
  press: {
    stage: 'floor',
    shadow: 44,
    words: ['press', 'cafetiere', 'plunger'],
    draw({ random, main, dark, steel, steelDark, wood, char }) {
      const grip = random.chance(0.5) ? wood : char
      return (
        rect(98, 36, 4, 40, steelDark) +
        circle(100, 36, 7, grip) +
        stroke('M130 80H152V138H130', grip, 8) +
        rect(70, 70, 60, 86, '#e4edee', 4) +
        rect(71, 98, 58, 57, '#5f3f2f', 3) +
        rect(71, 94, 58, 6, steel) +
        path('M66 72Q66 56 100 56T134 72L60 74Z', main) +
        path('M104 56Q134 58 134 72H104Z', dark) +
        rect(66, 72, 68, 6, dark, 2) +
        path('M66 78h7v64h54V78h7v82h-7v-6H73v6h-7Z', main) +
        path('M127 78h7v82h-7Z', dark) +
        glow('M77 84h5v54h-5Z', 0.5)
      )
    },
  },
  beans: {
    stage: 'floor',
    shadow: 46,
    words: ['bean', 'roast', 'coffee'],
    draw({ random, main, dark, light, deep, paper, accent, wood }) {
      const label = random.pick([
        circle(98, 116, 21, accent) + ellipse(98, 116, 10, 14, deep) + stroke('M98 103Q92 116 98 129', accent, 2.5),
        rect(72, 96, 52, 42, paper, 2) +
          rect(72, 96, 52, 12, accent) +
          rect(80, 116, 36, 4, deep) +
          rect(80, 125, 24, 4, wood),
        path('M62 128L80 102L94 120L110 96L134 128Z', accent) + circle(118, 92, 7, paper),
      ])
      return (
        path('M66 64H130L136 152Q136 160 128 160H68Q60 160 60 152Z', main) +
        path('M118 64H130L136 152Q136 160 128 160H118Q126 112 118 64Z', dark) +
        path('M66 48H130V66H66Z', light) +
        path('M116 48H130V66H116Z', dark) +
        rect(62, 54, 72, 6, deep, 2) +
        label +
        glow('M68 70L64 150H69L73 70Z', 0.25)
      )
    },
  },
  mug: {
    stage: 'floor',
    shadow: 46,
    words: ['mug', 'beaker'],
    draw({ random, dark, body, accent, light }) {
      const height = random.between(64, 84)
      const wide = random.between(60, 72)
      const foot = wide - random.pick([0, 6, 16])
      const v = { cx: 92, top: 160 - height, bottom: 160, wide, foot, radius: random.pick([6, 12, 20]) }
      const right = 92 + wide / 2
      const handle = random.pick([
        at`M${right - 4} ${v.top + 14}c34-6 36 40 ${-2} 40`,
        at`M${right - 4} ${v.top + 14}h22v36h-24`,
        at`M${right - 4} ${v.top + 18}c26-10 26 30 -4 28`,
      ])
      const decor = random.pick([
        '',
        path(ring(v, v.top, v.top + height * 0.36), accent),
        path(ring(v, v.top + 26, v.top + 31), accent) + path(ring(v, v.top + 36, v.top + 39), accent),
        [0, 1, 2, 3, 4, 5, 6, 7]
          .map((i) => circle(70 + ((i * 37) % 46), v.top + 14 + ((i * 23) % (height - 26)), 1.8, dark))
          .join(''),
        circle(92, v.top + height * 0.52, 11, accent),
      ])
      return (
        stroke(handle, dark, 8) +
        path(vessel(v), body) +
        decor +
        dim(
          at`M${right - 12} ${v.top}H${right}L${92 + foot / 2} 150Q${92 + foot / 2} 160 ${80 + foot / 2} 160Q${right - 10} 130 ${right - 12} ${v.top}Z`,
          0.08,
        ) +
        ellipse(92, v.top, wide / 2, 6, light) +
        ellipse(92, v.top + 1, wide / 2 - 4, 4.2, random.chance(0.5) ? '#6b4632' : dark) +
        glow(at`M${98 - wide / 2} ${v.top + 12}v${height * 0.5}h5v${-height * 0.5}Z`, 0.35)
      )
    },
  },
  cup: {
    stage: 'floor',
    shadow: 58,
    words: ['cup', 'teacup', 'saucer', 'demitasse'],
    draw({ random, dark, body, light, accent, main }) {
      const stripe = random.chance(0.5)
      return (
        ellipse(98, 150, 58, 10, dark) +
        ellipse(98, 147, 58, 9, main) +
        ellipse(98, 146, 30, 4.5, dark) +
        stroke('M134 102c28-6 24 32 -8 28', dark, 7) +
        path('M58 92H138Q138 148 112 148H84Q58 148 58 92Z', body) +
        (stripe ? path('M59 106H137Q136 114 134 119H62Q60 114 59 106Z', accent) : '') +
        ellipse(98, 92, 40, 7, light) +
        ellipse(98, 93, 35, 5, '#6b4632') +
        glow('M66 100Q67 124 76 138L80 136Q72 122 71 100Z', 0.35)
      )
    },
  },
}
