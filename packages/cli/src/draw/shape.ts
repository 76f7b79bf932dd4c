import type { Ink } from './ink.ts'

/** How one kind of thing is drawn, on a square of 200 units. */
export interface Shape {
  /**
   * `floor`: stands on y = 160, where its shadow falls. `flat`: lies on a table and is seen from
   * above. `wall`: hangs, so nothing is below it.
   */
  stage: 'floor' | 'flat' | 'wall'
  /** Half the width of the shadow on the floor. */
  shadow?: number
  /** Drawn as high as the square allows: must not be enlarged. */
  tall?: boolean
  /** Nouns, singular and lower case, that name it in a title or a category; two may be two forms of one thing. */
  words: readonly string[]
  /** `word` is the one of `words` that was found. */
  draw(ink: Ink, word: string): string
}

export type Shapes = Readonly<Record<string, Shape>>
