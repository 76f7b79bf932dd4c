/** An entry of a ranked list. */
export interface Scored {
  score: number
}
