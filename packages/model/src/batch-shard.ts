import type { Batch, TurnedDown } from './batch.ts'
import type { Features } from './features.ts'
import type { ServingModel } from './serving-model.ts'

/**
 * A part of a batch's sequences with all that its gradients depend on but the encoder's weights: plain data, so that it may
 * be computed in another thread. The gradients of a batch are the sum of its shards'.
 */
export interface BatchShard {
  features: Features
  /** Flat indices into this shard's batch × length [p]. */
  positions: Int32Array
  /** Weight of each target [p]; over all shards of a batch they sum to 1. */
  importance: Float32Array
  /** Place of each target among the candidates [p]. */
  labels: Int32Array
  /** log of each candidate's expected count [c]. */
  logQ: Float32Array
  /** Places in `leaf` of the rows of `features` [batch × length]. */
  local: Int32Array
  /** Item rows of the whole batch, not normalised, candidates first, padding last [r + 1, d]. */
  leaf: Float32Array
  /** With indices into this shard's `positions`, and into its batch × length. */
  turnedDown?: TurnedDown
}

/**
 * Cuts a batch into at most `count` shards of about as many sequences each. All of them have the batch's candidates.
 *
 * @param copyRow copies an item row, not normalised, into an array [d] at a place; asked once a row
 * @returns the item rows that the batch touches, each once [r], and the shards
 */
export function shardsOf(
  batch: Batch,
  copyRow: ServingModel['copyRow'],
  dimension: number,
  count = 1,
): { touched: Int32Array; shards: BatchShard[] } {
  const { features, candidates, positions, turnedDown } = batch
  // Candidates come first, so that they are a slice; then the inputs that are no candidates; padding last.
  const place = new Map<number, number>()
  for (const row of candidates.rows) place.set(row, place.size)
  for (const row of features.rows) if (row !== 0 && !place.has(row)) place.set(row, place.size)
  const touched = Int32Array.from(place.keys())
  place.set(0, touched.length)
  const local = Int32Array.from(features.rows, (row) => place.get(row)!)
  const leaf = new Float32Array((touched.length + 1) * dimension)
  for (let i = 0; i < touched.length; i++) copyRow(touched[i], leaf, i * dimension)

  const total = batch.importance.reduce((sum, each) => sum + each, 0)
  const importance = batch.importance.map((each) => each / total)
  const shards: BatchShard[] = []
  // Targets lie in the order of their sequences.
  for (let shard = 0, from = 0, asked = 0; shard < count; shard++) {
    const to = Math.round(((shard + 1) * features.batch) / count)
    const start = from * features.length
    const end = to * features.length
    let until = asked
    while (until < positions.length && positions[until] < end) until++
    if (until > asked) {
      shards.push({
        features: partOf(features, from, to),
        positions: positions.slice(asked, until).map((at) => at - start),
        importance: importance.slice(asked, until),
        labels: candidates.labels.slice(asked, until),
        logQ: candidates.logQ,
        local: local.slice(start, end),
        leaf,
        ...(turnedDown && { turnedDown: pairsOf(turnedDown, asked, until, start) }),
      })
    }
    from = to
    asked = until
  }
  return { touched, shards }
}

function partOf({ length, lengths, context, ...codes }: Features, from: number, to: number): Features {
  const part = (values: Int32Array) => values.slice(from * length, to * length)
  return {
    batch: to - from,
    length,
    rows: part(codes.rows),
    events: part(codes.events),
    dwells: part(codes.dwells),
    gaps: part(codes.gaps),
    context: context.map(part),
    lengths: lengths.slice(from, to),
  }
}

function pairsOf({ asked, items, weight }: TurnedDown, from: number, to: number, start: number): TurnedDown {
  const within = [...asked.keys()].filter((pair) => asked[pair] >= from && asked[pair] < to)
  return {
    asked: Int32Array.from(within, (pair) => asked[pair] - from),
    items: Int32Array.from(within, (pair) => items[pair] - start),
    weight,
  }
}
