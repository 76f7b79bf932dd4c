import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, group, path, rect, stroke, turn } from './svg.ts'

export const decor: Shapes = {
  vase: {
    stage: 'floor',
    tall: true,
    shadow: 38,
    words: ['vase', 'urn', 'amphora'],
    draw({ random, body, light, accent, leaf, leafDark, deep }) {
      const stems = random.pick([
        '',
        stroke('M100 80Q98 44 76 26M100 80Q102 48 128 22M100 80V20', leafDark, 2.5) +
          [
            [84, 34],
            [78, 44],
            [90, 52],
            [118, 36],
            [122, 48],
            [110, 50],
            [100, 22],
            [94, 34],
            [107, 36],
          ]
            .map(([x, y], i) => ellipse(x, y, 4.5, 8, i % 2 ? leaf : leafDark))
            .join(''),
        stroke('M100 80Q96 54 82 40M100 80Q106 56 120 36', leafDark, 2.5) +
          circle(81, 36, 12, accent) +
          circle(81, 36, 4, deep) +
          circle(121, 32, 10, accent) +
          circle(121, 32, 3.5, deep),
      ])
      const round = random.pick([
        'M86 78H114Q110 92 126 106Q142 124 128 152Q124 160 114 160H86Q76 160 72 152Q58 124 74 106Q90 92 86 78Z',
        'M90 76H110V98Q140 106 138 134Q134 160 112 160H88Q66 160 62 134Q60 106 90 98Z',
      ])
      const straight = random.pick(['M78 76H122Q112 110 122 160H78Q88 110 78 76Z', 'M72 80H128L120 160H80Z'])
      const band = random.pick([
        '',
        stroke('M66 128Q100 138 134 128', accent, 4),
        stroke('M69 118H131M67 126H133', light, 2),
        circle(100, 130, 10, light),
      ])
      const pot =
        (random.chance(0.6) ? path(round, body) + band : path(straight, body)) +
        ellipse(100, 78, 15, 4, deep) +
        glow('M84 112Q78 130 84 150L89 149Q83 130 90 112Z', 0.3)
      // Without flowers there is room for a larger one.
      return stems === '' ? group('matrix(1.35 0 0 1.35 -35 -56)', pot) : stems + pot
    },
  },
  clock: {
    stage: 'wall',
    words: ['clock', 'alarm clock'],
    draw({ random, main, dark, light, paper, char, accent, wood }, word) {
      const ticks = Array.from({ length: 12 }, (_, i) => {
        const [s, c] = [Math.sin((i * Math.PI) / 6), Math.cos((i * Math.PI) / 6)]
        const inner = i % 3 === 0 ? 36 : 40
        return at`M${100 + s * inner} ${100 - c * inner}L${100 + s * 44} ${100 - c * 44}`
      }).join('')
      const face = random.chance(0.6) ? paper : main
      const hour = random.integer(0, 11) * 30
      return (
        (word === 'alarm clock'
          ? stroke('M58 54A18 18 0 0 1 84 40M142 54A18 18 0 0 0 116 40M66 150L58 162M134 150L142 162', dark, 7)
          : '') +
        circle(100, 100, 62, dark) +
        circle(99, 99, 60, face === paper ? main : wood) +
        circle(100, 100, 51, face) +
        stroke(ticks, face === paper ? char : light, 2.6) +
        turn(hour, stroke('M100 100V74', face === paper ? char : light, 5)) +
        turn((hour * 12 + 60) % 360, stroke('M100 100V62', face === paper ? char : light, 3)) +
        turn((hour * 7 + 200) % 360, stroke('M100 112V60', accent, 1.6)) +
        circle(100, 100, 4, accent) +
        glow('M54 82A50 50 0 0 1 86 52L88 56A46 46 0 0 0 58 84Z', 0.35)
      )
    },
  },
  mirror: {
    stage: 'wall',
    words: ['mirror'],
    draw({ random, main, dark }) {
      const shape = random.integer(0, 2)
      const glass = '#cfdfe6'
      const frame = [
        circle(100, 100, 64, dark) + circle(99, 99, 63, main) + circle(100, 100, 56, glass),
        rect(54, 26, 92, 148, dark, 46) + rect(54, 26, 90, 146, main, 45) + rect(61, 33, 78, 134, glass, 39),
        path('M50 172V88Q50 30 100 30T150 88V172Z', dark) +
          path('M50 172V88Q50 30 99 30T148 88V172Z', main) +
          path('M57 165V88Q57 37 100 37T143 88V165Z', glass),
      ][shape]
      return frame + glow('M72 120L122 58L130 64L78 130Z', 0.55) + glow('M84 136L132 78L135 82L88 140Z', 0.4)
    },
  },
  print: {
    stage: 'wall',
    words: ['print', 'poster', 'frame', 'picture', 'art print', 'painting'],
    draw({ random, main, dark, light, accent, accentDark, paper, char, wood, leafDark }) {
      const frame = random.pick([wood, char, paper])
      const art = random.pick([
        circle(100, 84, 20, accent) +
          path('M66 130Q84 96 104 116T134 106V148H66Z', main) +
          path('M66 140Q92 116 134 134V148H66Z', dark),
        path('M78 148V104Q78 82 100 82T122 104V148Z', main) +
          path('M90 148V116Q90 104 100 104T110 116V148Z', accent) +
          circle(118, 66, 9, accentDark),
        stroke('M100 148Q96 96 104 60', leafDark, 3) +
          [
            [86, 72],
            [116, 82],
            [84, 100],
            [118, 110],
            [86, 126],
          ]
            .map(([x, y], i) => ellipse(x, y, 14, 6.5, i % 2 ? main : dark))
            .join(''),
        rect(66, 52, 34, 48, main) +
          circle(117, 70, 17, accent) +
          path('M66 100H100V148Q66 148 66 100Z', dark) +
          rect(100, 100, 34, 48, light) +
          circle(117, 124, 9, accentDark),
        [0, 1, 2, 3]
          .map((i) => path(at`M66 ${72 + i * 20}q17-16 34 0t34 0V148H66Z`, [light, main, dark, accent][i]))
          .join(''),
      ])
      return (
        rect(48, 34, 104, 132, frame, 2) +
        dim('M146 34H152V166H48V160H146Z', 0.14) +
        rect(55, 41, 90, 118, '#fffdf8') +
        `<g>${rect(66, 52, 68, 96, '#f3ecdf')}${art}</g>` +
        glow('M55 41H96L55 104Z', 0.14)
      )
    },
  },
  basket: {
    stage: 'floor',
    shadow: 56,
    words: ['basket', 'hamper'],
    draw({ random, main, dark, light, accent }) {
      const rows = [0, 1, 2, 3, 4]
        .map((i) => stroke(at`M${48 + i * 2} ${98 + i * 13}H${152 - i * 2}`, i % 2 ? light : dark, 3))
        .join('')
      return (
        stroke('M74 84Q74 56 100 56T126 84', dark, 6) +
        path('M44 82H156L146 152Q144 160 136 160H64Q56 160 54 152Z', main) +
        rows +
        stroke('M66 90L72 156M88 90L90 156M112 90L110 156M134 90L128 156', dark, 1.8) +
        rect(40, 78, 120, 12, random.chance(0.5) ? accent : dark, 6) +
        dim('M140 90H155L146 152Q144 160 136 160H128Z', 0.12)
      )
    },
  },
}
