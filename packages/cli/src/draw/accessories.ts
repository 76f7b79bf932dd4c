import type { Shapes } from './shape.ts'
import { circle, dim, ellipse, glow, path, rect, stroke } from './svg.ts'

export const accessories: Shapes = {
  sneaker: {
    stage: 'floor',
    shadow: 76,
    words: ['sneaker', 'trainer', 'shoe', 'plimsoll'],
    draw({ random, main, dark, light, accent, paper, deep }) {
      const high = random.chance(0.3)
      const mark = random.pick([
        path('M78 128Q104 132 128 112L132 118Q110 142 80 138Z', accent),
        stroke('M84 112L78 140M96 112L90 142', accent, 5),
        circle(52, 116, 8, accent),
        '',
      ])
      return (
        (high ? path('M34 64Q56 72 84 60L92 110H36Z', main) + stroke('M38 72Q58 78 82 69', dark, 3) : '') +
        path('M34 98Q36 86 48 90Q66 98 82 82Q92 76 98 86Q116 112 150 118Q176 122 178 140V146H30Q28 120 34 98Z', main) +
        path('M128 113Q140 117 150 118Q176 122 178 140V146H140Q146 126 128 113Z', light) +
        path('M34 98Q36 86 48 90L56 146H30Q28 120 34 98Z', dark) +
        mark +
        stroke('M92 92L104 84M100 101L113 93M110 109L122 101', paper, 4.5) +
        path('M26 142H180Q184 160 168 160H40Q24 160 26 142Z', paper) +
        rect(27, 152, 156, 4, random.chance(0.5) ? accent : deep)
      )
    },
  },
  boot: {
    stage: 'floor',
    shadow: 66,
    words: ['boot', 'wellington', 'hiking boot'],
    draw({ random, main, dark, deep, light, accent, char }) {
      const chelsea = random.chance(0.35)
      return (
        path('M50 48H106L108 100Q112 112 140 118Q164 124 164 144V150H46Q44 96 50 48Z', main) +
        path('M50 48H66Q58 100 62 150H46Q44 96 50 48Z', dark) +
        path('M128 115Q164 122 164 144V150H134Q144 128 128 115Z', light) +
        (chelsea
          ? path('M74 52H96L92 104Q80 106 78 104Z', deep) + rect(66, 40, 8, 14, accent, 3)
          : stroke('M88 62H108M89 74H109M92 86H110M97 98L112 96', accent, 4.5) + rect(46, 44, 62, 10, accent, 5)) +
        path('M42 146H168V152Q168 160 160 160H116L112 156H92L88 160H50Q42 160 42 152Z', char) +
        glow('M72 60Q68 100 71 136L76 136Q73 100 78 60Z', 0.2)
      )
    },
  },
  sandal: {
    stage: 'flat',
    words: ['sandal', 'slipper', 'flip flop'],
    draw({ random, main, dark, light, wood, woodDark }) {
      const crossed = random.chance(0.5)
      const strap = crossed
        ? stroke('M50 62Q70 66 92 96M92 60Q70 70 50 98', main, 12) + stroke('M48 140Q72 130 90 140', dark, 8)
        : path('M44 66Q72 48 96 66L96 104Q72 88 44 104Z', main) +
          path('M84 58L96 66V104Q90 98 84 96Z', dark) +
          circle(88, 74, 3, light)
      const sole = (x: number) =>
        `<g transform="translate(${x} 0)">${path('M70 32Q100 34 96 78Q90 106 92 136Q92 170 70 170T48 136Q50 106 44 78Q40 34 70 32Z', woodDark)}${path('M70 30Q98 32 94 76Q88 104 90 134Q90 166 70 166T50 134Q52 104 46 76Q42 32 70 30Z', wood)}${strap}</g>`
      return `${sole(-8)}<g transform="translate(200 0)scale(-1 1)">${sole(-8)}</g>`
    },
  },
  beanie: {
    stage: 'flat',
    words: ['beanie', 'bobble hat'],
    draw({ random, main, dark, light, accent }) {
      const art = random.pick([
        stroke(
          'M70 76Q66 100 66 124M86 62Q82 90 83 124M100 58V124M114 62Q118 90 117 124M130 76Q134 100 134 124',
          dark,
          2.6,
        ),
        stroke('M56 108L68 94L80 108L92 94L104 108L116 94L128 108L140 94L146 101', accent, 4.5),
        path('M51 100Q100 88 149 100L150 114Q100 102 50 114Z', accent),
      ])
      return (
        (random.chance(0.6) ? circle(100, 46, 17, accent) + dim('M108 31A17 17 0 0 1 106 62Q116 48 108 31Z') : '') +
        path('M48 132Q46 54 100 54T152 132Z', main) +
        art +
        dim('M112 56Q152 62 152 132H132Q136 86 112 56Z', 0.1) +
        rect(42, 122, 116, 34, dark, 10) +
        rect(42, 120, 116, 32, main, 10) +
        stroke(
          'M54 124V148M66 124V148M78 124V148M90 124V148M102 124V148M114 124V148M126 124V148M138 124V148M148 124V148',
          light,
          2.6,
        )
      )
    },
  },
  cap: {
    stage: 'flat',
    words: ['cap', 'hat', 'bucket hat', 'fedora'],
    draw({ random, main, dark, deep, light, accent, wood }, word) {
      if (word !== 'cap') {
        return (
          ellipse(100, 132, 74, 20, dark) +
          ellipse(100, 128, 74, 19, main) +
          path('M60 126L70 64Q74 50 100 50T130 64L140 126Q100 140 60 126Z', light) +
          dim('M116 52Q128 56 130 64L140 126Q130 132 114 134Q124 90 116 52Z') +
          path('M63 108Q100 120 137 108L140 124Q100 138 60 124Z', random.chance(0.5) ? accent : wood)
        )
      }
      return (
        path('M40 116Q40 56 100 56T152 116L150 124Q96 104 42 124Z', main) +
        path('M112 57Q152 64 152 116L150 124Q134 118 120 116Q128 84 112 57Z', dark) +
        path('M42 124Q20 132 18 146Q60 128 118 128Q140 130 150 124Q120 102 42 124Z', accent) +
        path('M18 146Q60 128 118 128Q70 138 24 150Z', deep) +
        stroke('M98 58Q84 84 84 114M98 58Q70 72 60 118', dark, 2) +
        circle(98, 56, 4.5, light) +
        rect(92, 78, 24, 18, light, 4)
      )
    },
  },
  scarf: {
    stage: 'flat',
    words: ['scarf', 'shawl', 'snood'],
    draw({ random, main, dark, light, accent }) {
      const bands = random.pick([
        rect(60, 138, 34, 7, accent) +
          rect(60, 124, 34, 7, accent) +
          rect(106, 124, 34, 7, accent) +
          rect(106, 110, 34, 7, accent),
        stroke('M68 80V156M77 80V156M86 80V156M114 80V140M123 80V140M132 80V140', accent, 2.4),
        rect(60, 116, 34, 40, accent) + rect(106, 102, 34, 40, accent),
      ])
      return (
        stroke(
          'M63 158v12M70 158v12M77 158v12M84 158v12M91 158v12M109 144v12M116 144v12M123 144v12M130 144v12M137 144v12',
          light,
          2.8,
        ) +
        rect(106, 70, 34, 74, dark, 2) +
        rect(60, 70, 34, 88, main, 2) +
        bands +
        path('M50 66Q48 32 100 32T150 66Q152 92 100 92T50 66Z', main) +
        path('M66 62Q68 46 100 46T134 62Q132 70 100 70T66 62Z', dark) +
        stroke('M56 72Q76 88 104 86M120 38Q140 46 142 66', light, 2.4) +
        dim('M120 35Q150 42 150 66Q150 84 126 90Q140 64 120 35Z', 0.1)
      )
    },
  },
  sunglasses: {
    stage: 'flat',
    words: ['sunglass', 'eyewear', 'spectacle', 'goggle'],
    draw({ random, main, dark, light, deep }) {
      const lens = random.pick(['#4b5a66', '#6b5646', '#4a6658'])
      const round = random.chance(0.5)
      const eye = (x: number) =>
        round
          ? circle(x, 104, 35, main) + circle(x, 104, 28, lens)
          : path(`M${x - 38} 82Q${x} 72 ${x + 38} 82Q${x + 38} 132 ${x} 134T${x - 38} 82Z`, main) +
            path(`M${x - 31} 88Q${x} 79 ${x + 31} 88Q${x + 30} 126 ${x} 128T${x - 31} 88Z`, lens)
      return (
        stroke('M26 92L40 58M174 92L160 58', dark, 7) +
        eye(58) +
        eye(142) +
        stroke('M88 96Q100 86 112 96', main, 8) +
        glow('M40 116L60 86H70L48 122ZM124 116L144 86H154L132 122Z', 0.22) +
        circle(28, 90, 3, light) +
        circle(172, 90, 3, deep)
      )
    },
  },
  watch: {
    stage: 'flat',
    words: ['watch', 'wristwatch'],
    draw({ random, main, dark, light, accent, paper, char, steel, steelDark }) {
      const [metal, metalDark] = random.chance(0.5) ? [steel, steelDark] : ['#d8b878', '#b5935a']
      const face = random.pick([paper, char, accent])
      const hands = face === char ? paper : char
      return (
        rect(80, 16, 40, 62, main, 6) +
        rect(104, 16, 16, 62, dark, 6) +
        rect(80, 122, 40, 62, main, 6) +
        rect(104, 122, 16, 62, dark, 6) +
        stroke('M100 148V150M100 160V162M100 172V174', dark, 4) +
        stroke('M86 24V64M114 24V64', light, 1.4) +
        rect(138, 94, 10, 12, metalDark, 3) +
        circle(100, 100, 43, metalDark) +
        circle(99, 99, 42, metal) +
        circle(100, 100, 34, face) +
        stroke('M100 72V78M100 122V128M72 100H78M122 100H128', hands, 3) +
        stroke(
          random.pick(['M100 100V82M100 100L114 108', 'M100 100L86 90M100 100L116 88', 'M100 100L90 114M100 100V80']),
          hands,
          3.5,
        ) +
        circle(100, 100, 3, accent === face ? hands : accent)
      )
    },
  },
  belt: {
    stage: 'flat',
    words: ['belt'],
    draw({ random, main, dark, deep, light }) {
      const metal = random.pick(['#d8b878', '#c3c9cf'])
      return `<circle cx="104" cy="96" r="52" fill="none" stroke="${dark}" stroke-width="20"/><circle cx="102" cy="94" r="52" fill="none" stroke="${main}" stroke-width="20"/><circle cx="102" cy="94" r="44" fill="none" stroke="${light}" stroke-width="1.6" stroke-dasharray="5 4"/><circle cx="102" cy="94" r="32" fill="none" stroke="${deep}" stroke-width="10"/>${path('M50 84H70V150Q70 170 60 176Q50 170 50 150Z', main)}${dim('M64 84H70V150Q70 170 60 176Z')}${circle(60, 138, 2.6, deep)}${circle(60, 150, 2.6, deep)}<rect x="42" y="92" width="36" height="30" rx="6" fill="none" stroke="${metal}" stroke-width="6"/>${rect(58, 92, 4, 30, metal)}`
    },
  },
}
