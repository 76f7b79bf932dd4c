import type { Shapes } from './shape.ts'
import { at, circle, dim, glow, path, rect, stroke } from './svg.ts'

const fold = stroke('M74 132Q86 136 92 128M126 146Q116 150 110 144', '#0000001c', 2)

export const apparel: Shapes = {
  tshirt: {
    stage: 'flat',
    words: ['t shirt', 'tshirt', 'tee', 'tank top'],
    draw({ random, main, dark, deep, light, accent, accentDark, paper }) {
      const art = random.pick([
        '',
        '',
        rect(67, 84, 66, 8, accent) +
          rect(67, 100, 66, 8, accent) +
          rect(67, 116, 66, 8, accent) +
          rect(67, 132, 66, 8, accent),
        circle(100, 98, 15, accent) + path('M78 116Q90 98 100 108T122 104V118H78Z', accentDark),
        rect(110, 76, 16, 18, dark, 2) + rect(110, 76, 16, 4, deep, 1),
        rect(67, 86, 66, 22, accent),
        rect(82, 88, 36, 36, paper, 2) + path('M82 124L96 100L106 114L112 106L118 124Z', accent),
      ])
      return (
        path(
          'M72 42L86 36Q100 50 114 36L128 42L164 74L146 96L133 86V160Q133 166 127 166H73Q67 166 67 160V86L54 96L36 74Z',
          main,
        ) +
        art +
        dim('M128 42L164 74L146 96L133 86V160Q133 166 127 166H118Q126 100 120 39Z', 0.09) +
        fold +
        stroke('M86 36Q100 52 114 36', dark, 4) +
        stroke('M133 86L130 66M67 86L70 66', dark, 2) +
        stroke('M40 78L56 93M160 78L144 93', light, 2)
      )
    },
  },
  shirt: {
    stage: 'flat',
    words: ['shirt', 'blouse', 'overshirt', 'polo', 'polo shirt'],
    draw({ random, main, dark, light, accent, paper }) {
      const art = random.pick([
        '',
        stroke('M78 54V164M88 54V164M112 54V164M122 54V164', accent, 2),
        stroke('M78 54V164M122 54V164M67 84H133M67 108H133M67 132H133', accent, 4),
        '',
      ])
      return (
        path(
          'M72 40L88 34H112L128 40L158 62L172 146L154 150L133 92V160Q133 168 125 168H75Q67 168 67 160V92L46 150L28 146L42 62Z',
          main,
        ) +
        art +
        dim('M128 40L158 62L172 146L154 150L133 92V160Q133 168 125 168H116Q126 100 118 37Z', 0.09) +
        path('M84 34L100 56L116 34L122 44L106 64L100 56L94 64L78 44Z', light) +
        path('M88 34Q100 46 112 34L100 56Z', dark) +
        stroke('M100 58V166', dark, 2) +
        [72, 92, 112, 132, 152].map((y) => circle(100, y, 2.2, paper)).join('') +
        rect(110, 78, 18, 20, dark, 2) +
        rect(110, 78, 18, 18, main, 2) +
        stroke('M30 138L47 142M170 138L153 142', dark, 2.5) +
        fold
      )
    },
  },
  sweater: {
    stage: 'flat',
    words: ['sweater', 'jumper', 'pullover', 'cardigan', 'knit', 'hoodie', 'sweatshirt', 'fleece'],
    draw({ random, main, dark, light, accent }) {
      const art = random.pick([
        '',
        stroke('M66 78L75 68L84 78L93 68L102 78L111 68L120 78L129 68L136 76', accent, 3.5) +
          rect(64, 86, 72, 5, accent),
        stroke('M88 60V152M100 58V152M112 60V152', light, 3),
        rect(63, 84, 74, 10, accent) + rect(63, 102, 74, 10, accent) + rect(63, 120, 74, 10, accent),
        rect(63, 104, 74, 50, accent),
      ])
      return (
        path(
          'M70 44L86 38H114L130 44Q156 52 160 76L174 148L154 153L137 98V154H63V98L46 153L26 148L40 76Q44 52 70 44Z',
          main,
        ) +
        art +
        dim('M130 44Q156 52 160 76L174 148L154 153L137 98V154H122Q128 98 120 40Z', 0.09) +
        rect(63, 152, 74, 14, dark, 4) +
        stroke('M74 154V164M86 154V164M100 154V164M114 154V164M126 154V164', main, 2) +
        stroke('M27 146L46 151M173 146L154 151', dark, 8) +
        stroke('M84 38Q100 54 116 38', dark, 7) +
        fold
      )
    },
  },
  jacket: {
    stage: 'flat',
    words: ['jacket', 'coat', 'parka', 'blazer', 'anorak', 'windbreaker'],
    draw({ random, main, dark, deep, light, accent, steel }) {
      const puffer = random.chance(0.35)
      const long = random.chance(0.3) ? 12 : 0
      return (
        path(
          at`M70 44L86 34H114L130 44L158 64L174 146L152 152L135 96V${158 + long}Q135 ${164 + long} 129 ${164 + long}H71Q65 ${164 + long} 65 ${158 + long}V96L48 152L26 146L42 64Z`,
          main,
        ) +
        dim(
          at`M130 44L158 64L174 146L152 152L135 96V${158 + long}Q135 ${164 + long} 129 ${164 + long}H101V38H114Z`,
          0.1,
        ) +
        (puffer
          ? stroke(
              'M66 76H134M65 98H135M65 120H135M65 142H135M38 92L58 98M34 116L54 122M162 92L142 98M166 116L146 122',
              dark,
              3,
            )
          : rect(70, 122, 22, 24, dark, 3) +
            rect(108, 122, 22, 24, deep, 3) +
            rect(70, 122, 22, 7, light, 2) +
            rect(108, 122, 22, 7, main, 2) +
            rect(110, 78, 18, 4, deep, 2)) +
        path('M80 38L100 50L120 38L116 26H84Z', random.chance(0.5) ? accent : dark) +
        path('M86 28H114L100 44Z', deep) +
        stroke(at`M100 46V${162 + long}`, steel, 2.6) +
        rect(97, 64, 6, 10, light, 2) +
        stroke('M28 138L49 144M172 138L151 144', dark, 4)
      )
    },
  },
  raincoat: {
    stage: 'flat',
    words: ['raincoat', 'poncho', 'rain jacket'],
    draw({ random, main, dark, deep, light, accent, steel }) {
      return (
        path('M72 52L90 42H110L128 52L154 72L166 140L146 146L134 102L144 176H56L66 102L54 146L34 140L46 72Z', main) +
        dim('M128 52L154 72L166 140L146 146L134 102L144 176H112Q118 100 110 42Z', 0.1) +
        path('M74 54Q70 20 100 20T126 54L112 62Q100 68 88 62Z', dark) +
        path('M82 52Q80 30 100 30T118 52Q100 64 82 52Z', deep) +
        stroke('M100 64V174', dark, 2.4) +
        [78, 100, 122, 144].map((y) => circle(106, y, 3, steel)).join('') +
        path('M68 126H90L88 140H67Z', dark) +
        path('M112 126H133L135 140H114Z', deep) +
        (random.chance(0.5) ? rect(62, 108, 76, 7, accent, 3) : stroke('M60 168H140', light, 2)) +
        stroke('M37 132L54 137M163 132L146 137', light, 2.5)
      )
    },
  },
  trousers: {
    stage: 'flat',
    words: ['trouser', 'pant', 'jean', 'chino', 'legging', 'jogger'],
    draw({ random, main, dark, deep, light, accent, wood }) {
      const slim = random.pick([0, 8])
      return (
        path(at`M66 26H134L${146 - slim} 174H${114} L100 74L86 174H${54 + slim}Z`, main) +
        dim(at`M134 26L${146 - slim} 174H${130 - slim / 2}L118 26Z`, 0.12) +
        rect(65, 24, 70, 11, random.chance(0.4) ? wood : dark, 3) +
        circle(100, 30, 3, light) +
        stroke('M100 36V72', dark, 2.2) +
        stroke('M68 44Q82 46 84 36M132 44Q118 46 116 36', deep, 2.2) +
        stroke('M77 50L70 168M123 50L130 168', light, 1.6) +
        (random.chance(0.35) ? rect(54 + slim, 164, 32, 10, accent) + rect(114, 164, 32 - slim, 10, accent) : '')
      )
    },
  },
  shorts: {
    stage: 'flat',
    words: ['short'],
    draw({ random, main, dark, deep, light, accent, paper }) {
      const stripe = random.chance(0.4)
      return (
        path('M54 52H146L166 146H112L100 92L88 146H34Z', main) +
        (stripe ? path('M136 52H146L166 146H156ZM64 52H54L34 146H44Z', accent) : '') +
        dim('M146 52L166 146H142L124 52Z', 0.12) +
        rect(52, 48, 96, 14, dark, 4) +
        stroke('M94 60L90 80M106 60L110 78', paper, 3) +
        stroke('M100 62V90', dark, 2) +
        stroke('M58 82Q76 80 78 64M142 82Q124 80 122 64', deep, 2.2) +
        stroke('M38 138H88M112 138H162', light, 1.8)
      )
    },
  },
  dress: {
    stage: 'flat',
    words: ['dress', 'gown', 'kaftan', 'nightgown'],
    draw({ random, main, dark, light, accent, deep }) {
      const art = random.pick([
        '',
        Array.from({ length: 16 }, (_, i) => circle(64 + ((i * 29) % 74), 106 + ((i * 17) % 62), 3, accent)).join(''),
        stroke('M64 122H136M58 142H142M53 160H147', accent, 4),
        stroke('M88 92L76 172M100 92V174M112 92L124 172', light, 2),
      ])
      return (
        path('M74 30L84 26Q100 50 116 26L126 30L136 62L124 68L122 88L150 174Q100 182 50 174L78 88L76 68L64 62Z', main) +
        art +
        dim('M126 30L136 62L124 68L122 88L150 174Q136 178 122 179Q122 120 108 90L116 26Z', 0.1) +
        path('M78 82H122V91H78Z', random.chance(0.5) ? accent : dark) +
        stroke('M84 26Q100 52 116 26', deep, 3)
      )
    },
  },
  skirt: {
    stage: 'flat',
    words: ['skirt'],
    draw({ random, main, dark, light, accent }) {
      const art = random.pick([
        stroke('M80 54L62 158M94 54L88 162M106 54L112 162M120 54L138 158', dark, 2.6),
        stroke('M58 112Q100 122 142 112M50 138Q100 148 150 138', accent, 5),
        [0, 1, 2, 3, 4, 5, 6, 7, 8]
          .map((i) => circle(64 + ((i * 31) % 76), 76 + ((i * 23) % 78), 4.5, accent))
          .join(''),
      ])
      return (
        path('M68 46H132L164 156Q100 172 36 156Z', main) +
        art +
        dim('M132 46L164 156Q146 161 128 162Q128 100 116 46Z', 0.1) +
        rect(66, 40, 68, 13, dark, 4) +
        glow('M72 58L48 150L54 151L80 58Z', 0.2) +
        circle(100, 46, 3, light)
      )
    },
  },
  socks: {
    stage: 'flat',
    words: ['sock'],
    draw({ random, main, dark, light, accent }) {
      const outline = 'M64 32H102V104Q102 112 110 118L138 136Q152 148 144 160Q136 170 120 164L78 144Q64 136 64 120Z'
      const art = random.pick([
        rect(64, 58, 38, 8, accent) + rect(64, 74, 38, 8, accent) + rect(64, 90, 38, 8, accent),
        circle(76, 70, 5, accent) +
          circle(92, 84, 5, accent) +
          circle(76, 100, 5, accent) +
          circle(106, 134, 5, accent),
        '',
        stroke('M66 72L76 62L84 72L92 62L101 71', accent, 4),
      ])
      const one =
        path(outline, main) +
        art +
        path('M126 128L138 136Q152 148 144 160Q136 170 122 165Q116 146 126 128Z', accent) +
        path('M64 112Q80 118 84 146Q64 138 64 120Z', accent) +
        rect(62, 28, 42, 18, dark, 4) +
        stroke('M70 30V44M78 30V44M86 30V44M95 30V44', light, 1.8)
      return `<g transform="translate(26 -6)">${one}${dim(outline, 0.14)}</g><g transform="translate(-14 8)">${one}</g>`
    },
  },
}
