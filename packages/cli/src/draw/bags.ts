import type { Shapes } from './shape.ts'
import { at, circle, dim, ellipse, glow, path, rect, stroke } from './svg.ts'

export const bags: Shapes = {
  backpack: {
    stage: 'floor',
    shadow: 52,
    words: ['backpack', 'rucksack', 'daypack'],
    draw({ random, main, dark, deep, light, accent, accentDark, wood, char }) {
      const flap = random.chance(0.5)
      const strap = random.chance(0.5) ? wood : char
      return (
        stroke('M86 44Q86 30 100 30T114 44', strap, 5) +
        rect(42, 96, 20, 50, dark, 9) +
        rect(138, 96, 20, 50, deep, 9) +
        path('M56 76Q56 40 100 40T144 76V146Q144 160 130 160H70Q56 160 56 146Z', main) +
        path('M122 44Q144 52 144 76V146Q144 160 130 160H120Q130 100 122 44Z', dark) +
        (flap
          ? path('M54 72Q56 38 100 38T146 72V92Q146 100 138 100H62Q54 100 54 92Z', accent) +
            dim('M124 42Q146 50 146 72V92Q146 100 138 100H124Z') +
            rect(78, 84, 9, 34, strap, 2) +
            rect(113, 84, 9, 34, strap, 2) +
            rect(76, 104, 13, 9, '#d9c58a', 2) +
            rect(111, 104, 13, 9, '#d9c58a', 2)
          : stroke('M64 82Q66 52 100 52T136 82', deep, 3) + rect(94, 66, 12, 5, light, 2)) +
        rect(68, 108, 64, 44, flap ? dark : light, 9) +
        (flap ? '' : stroke('M74 116H126', deep, 2.5) + rect(86, 128, 28, 12, accentDark, 2)) +
        glow('M62 74q2-18 14-24l3 3q-11 6-12 22v50h-5Z', 0.25)
      )
    },
  },
  tote: {
    stage: 'floor',
    shadow: 54,
    words: ['tote', 'bag', 'shopper', 'jumbo bag', 'lunch bag', 'handbag', 'purse'],
    draw({ random, main, dark, deep, light, accent, accentDark, wood }) {
      const art = random.pick([
        '',
        circle(100, 118, 20, accent),
        rect(51, 132, 98, 12, accent),
        path('M76 138Q100 92 124 138Z', accent) + circle(116, 100, 7, accentDark),
        stroke('M74 104H126M74 116H126M74 128H126', accent, 5),
        stroke('M100 142Q96 112 100 92', accentDark, 3) +
          ellipse(90, 106, 9, 5, accent) +
          ellipse(111, 116, 9, 5, accent) +
          ellipse(90, 128, 9, 5, accent),
      ])
      return (
        stroke('M74 84C74 26 126 26 126 84', deep, 6) +
        path('M48 78H152L146 152Q145 160 137 160H63Q55 160 54 152Z', main) +
        path('M136 78H152L146 152Q145 160 137 160H128Z', dark) +
        rect(48, 76, 104, 8, light, 2) +
        art +
        stroke('M70 92C70 34 130 34 130 92', random.chance(0.4) ? wood : dark, 6) +
        rect(66, 86, 9, 12, deep, 2) +
        rect(125, 86, 9, 12, deep, 2)
      )
    },
  },
  satchel: {
    stage: 'floor',
    shadow: 66,
    words: ['satchel', 'messenger bag', 'briefcase', 'crossbody bag', 'shoulder bag', 'laptop bag'],
    draw({ random, main, dark, deep, light, wood, accent }) {
      const one = random.chance(0.5)
      const buckle = (x: number) =>
        rect(x, 108, 12, 34, deep, 2) + rect(x - 2, 126, 16, 11, '#d9c58a', 2) + rect(x + 2, 129, 8, 5, deep)
      return (
        stroke('M44 92C40 20 160 20 156 92', random.chance(0.5) ? wood : deep, 5) +
        rect(32, 76, 136, 84, dark, 10) +
        path('M30 84Q30 72 42 72H158Q170 72 170 84V118Q170 130 158 130H42Q30 130 30 118Z', main) +
        dim('M150 72H158Q170 72 170 84V118Q170 130 158 130H150Z') +
        stroke('M36 118Q36 124 44 124H156Q164 124 164 118', light, 1.8) +
        (one ? buckle(94) : buckle(60) + buckle(128)) +
        rect(84, 62, 32, 12, accent, 5) +
        rect(90, 67, 20, 7, main) +
        glow('M38 82h4v34h-4Z', 0.3)
      )
    },
  },
  suitcase: {
    stage: 'floor',
    tall: true,
    shadow: 50,
    words: ['suitcase', 'luggage', 'trolley'],
    draw({ random, main, dark, deep, light, accent, char, steel }) {
      const ribs = random.pick([
        stroke('M78 66V148M92 66V148M108 66V148M122 66V148', dark, 3.5),
        stroke('M66 88H134M66 126H134', dark, 3) + rect(94, 100, 12, 14, light, 2),
        rect(60, 98, 80, 14, accent) + rect(92, 95, 16, 20, deep, 3),
      ])
      return (
        stroke('M84 56V28H116V56', steel, 5) +
        rect(80, 24, 40, 8, char, 4) +
        circle(74, 155, 6, char) +
        circle(126, 155, 6, char) +
        rect(58, 52, 84, 102, main, 12) +
        path('M128 52Q142 52 142 64V142Q142 154 130 154H126Q132 100 128 52Z', dark) +
        ribs +
        rect(86, 48, 28, 7, deep, 3) +
        glow('M64 66q0-6 6-6v82q-6 0-6-6Z', 0.28)
      )
    },
  },
  wallet: {
    stage: 'flat',
    words: ['wallet', 'cardholder', 'card holder', 'coin purse'],
    draw({ main, dark, deep, light, accent, paper }, word) {
      if (word !== 'wallet') {
        return (
          rect(58, 44, 76, 48, accent, 6) +
          rect(64, 56, 76, 48, paper, 6) +
          rect(64, 64, 76, 8, '#8a9aa4') +
          rect(46, 74, 108, 80, main, 9) +
          path('M46 96Q100 122 154 96V145Q154 154 145 154H55Q46 154 46 145Z', dark) +
          `<rect x="51" y="79" width="98" height="70" rx="6" fill="none" stroke="${light}" stroke-width="1.6" stroke-dasharray="5 4"/>`
        )
      }
      return (
        rect(38, 62, 122, 88, deep, 9) +
        rect(38, 58, 122, 86, main, 9) +
        path('M38 67Q38 58 47 58H151Q160 58 160 67V74H38Z', dark) +
        rect(116, 90, 48, 28, light, 6) +
        circle(128, 104, 5, '#d9c58a') +
        stroke('M46 82H108M46 136H152', light, 1.6) +
        rect(48, 48, 80, 12, accent, 2)
      )
    },
  },
  umbrella: {
    stage: 'flat',
    words: ['umbrella', 'brolly'],
    draw({ random, main, dark, light, accent, wood, woodDark, steel }) {
      if (random.chance(0.35)) {
        return `<g transform="rotate(32 100 100)">${path('M100 22L112 130H88Z', main)}${path('M103 40L112 130H101Z', dark)}${stroke('M96 60L91 128', light, 2)}${rect(87, 128, 26, 7, accent, 3)}${rect(97.5, 134, 5, 22, steel)}${stroke('M100 152V166Q100 180 112 180T122 168', wood, 7)}${stroke('M100 14V24', steel, 3)}</g>`
      }
      return (
        `<g transform="rotate(-14 100 100)">${stroke('M100 40V150Q100 166 112 166T124 154', random.chance(0.5) ? wood : woodDark, 6)}${path('M28 98Q34 34 100 32T172 98Q160 88 148 98Q136 88 124 98Q112 88 100 98Q88 88 76 98Q64 88 52 98Q40 88 28 98Z', main)}` +
        `${path('M100 32Q74 56 76 98Q64 88 52 98Q56 48 100 32ZM100 32Q126 56 124 98Q136 88 148 98Q144 48 100 32Z', random.chance(0.5) ? accent : light)}${dim('M100 32Q166 34 172 98Q160 88 148 98Q142 50 100 32Z')}${stroke('M100 32V22', steel, 4)}</g>`
      )
    },
  },
  pouch: {
    stage: 'floor',
    shadow: 58,
    words: ['pouch', 'washbag', 'wash bag', 'toiletry bag', 'cosmetic bag', 'pencil case'],
    draw({ random, main, dark, deep, light, accent, wood }) {
      const art = random.pick([
        '',
        rect(40, 118, 120, 16, accent),
        stroke('M52 104V150M68 100V156M84 98V158M100 98V158M116 98V158M132 100V156M148 104V150', light, 2.5),
        rect(82, 112, 36, 22, wood, 3),
      ])
      return (
        path('M50 90Q100 80 150 90L162 146Q162 160 148 160H52Q38 160 38 146Z', main) +
        art +
        path('M138 88L150 90L162 146Q162 160 148 160H136Q148 130 138 88Z', dark) +
        path('M48 92Q48 82 58 80Q100 74 142 80Q152 82 152 92Q100 82 48 92Z', deep) +
        stroke('M56 86Q100 78 144 86', '#d9c58a', 2.5) +
        rect(138, 84, 8, 22, wood, 3) +
        glow('M56 98L48 144Q48 150 53 150L62 97Z', 0.25)
      )
    },
  },
  duffel: {
    stage: 'floor',
    shadow: 76,
    words: ['duffel', 'duffle', 'weekender', 'holdall', 'gym bag', 'travel bag'],
    draw({ random, main, dark, deep, light, accent, wood, char }) {
      const strap = random.chance(0.5) ? wood : char
      return (
        stroke('M70 104C70 44 130 44 130 104', strap, 7) +
        path('M26 118Q26 88 56 86H144Q174 88 174 118V146Q174 160 160 160H40Q26 160 26 146Z', main) +
        path('M150 86Q174 90 174 118V146Q174 160 160 160H148Q160 120 150 86Z', dark) +
        stroke('M50 94H150', deep, 3) +
        (random.chance(0.5)
          ? path('M26 134H174V146Q174 160 160 160H40Q26 160 26 146Z', accent) +
            dim('M152 134H174V146Q174 160 160 160H150Z')
          : rect(84, 122, 32, 20, accent, 3)) +
        rect(64, 86, 12, 74, strap) +
        rect(124, 86, 12, 74, strap) +
        stroke('M70 100C70 50 130 50 130 100', strap, 6) +
        glow(at`M34 112q2-12 14-14v4q-8 2-9 12v16h-5Z`, 0.3) +
        rect(66, 100, 8, 8, light, 1)
      )
    },
  },
}
