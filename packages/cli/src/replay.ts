import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from '@penchant/model'
import { startNodeBackend } from '@penchant/tensor/node'
import { type Command, Option } from 'commander'
import { openDataset, readSequences } from './dataset.ts'
import { inContext } from './dataset-context.ts'
import type { DatasetSequence } from './dataset-sequence.ts'
import { DataError, UsageError } from './errors.ts'
import { createOutput, type Output } from './output.ts'
import { numberOption } from './parse-option.ts'
import { readPublished } from './published-model.ts'
import { ARMS, type Arm } from './replay/arms.ts'
import { DISTURBANCES, type Disturbance, disturb } from './replay/disturb.ts'
import { replayVisitor, type VisitorOutcome } from './replay/replay-visitor.ts'
import { reportHtml } from './replay/report.ts'
import { type ReplaySummary, summarize } from './replay/summary.ts'
import { tableText } from './replay/table-text.ts'

/** A visitor needs a warm-up and something to ask about. */
const LEAST_SESSIONS = 3
const HALVES = ['report', 'choose', 'both'] as const

export function replayCommand(program: Command): void {
  program
    .command('replay')
    .description('replay visitors that training has not seen, and measure what learning on the device is worth')
    .argument('<published>', 'folder written by `penchant publish`')
    .requiredOption('--data <folder>', 'the prepared dataset; its slice of held-out visitors is replayed')
    .requiredOption('--out <folder>', 'journal and report')
    .option('--visitors <n>', 'most visitors', numberOption('--visitors', { min: 1, integer: true }), 400)
    .option(
      '--questions <n>',
      'most questions a visitor, spread over the history',
      numberOption('--questions', { min: 1, integer: true }),
      60,
    )
    .option('--arms <names>', `some of: ${ARMS.map(({ name }) => name).join('; ')} (separated by ;)`)
    .addOption(
      new Option('--half <name>', 'which half of the visitors: settings are chosen on one, and reported on the other')
        .choices(HALVES)
        .default('report'),
    )
    .addOption(
      new Option(
        '--disturb <what>',
        "put into each history what is not the visitor's: items by chance, a program's session, another visitor's taste",
      ).choices(DISTURBANCES),
    )
    .option(
      '--bootstrap <n>',
      'resamples for the 95 % intervals',
      numberOption('--bootstrap', { min: 1, integer: true }),
      2000,
    )
    .option('--seed <n>', 'seed of the resampling', numberOption('--seed', { min: 0, integer: true }), 1)
    .option('--resume', 'go on with the journal in --out')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', '\nExample:\n  penchant replay published/ --data data/ --out replayed/\n')
    .action(async (folder: string, options) => {
      await replay(folder, { ...options, output: createOutput(options) })
    })
}

export interface ReplayOptions {
  data: string
  out: string
  visitors: number
  questions: number
  arms?: string
  half: (typeof HALVES)[number]
  disturb?: Disturbance
  bootstrap: number
  seed: number
  resume?: boolean
  output: Output
}

/** @throws DataError, UsageError */
export async function replay(folder: string, options: ReplayOptions): Promise<ReplaySummary> {
  const { output, out } = options
  const arms = armsOf(options.arms)
  const published = await readPublished(folder)
  const dataset = inContext(await openDataset(options.data), published.manifest.config.context)
  if (dataset.counts.items !== published.manifest.items) {
    throw new DataError(
      `the published model has ${published.manifest.items} items and the dataset ${dataset.counts.items}; replay the data it was trained on`,
    )
  }
  const visitors: DatasetSequence[] = []
  for await (const sequence of readSequences(dataset, 'visitors')) {
    const isOfHalf = options.half === 'both' || (options.half === 'choose') === (hashOf(sequence.id) % 2 === 0)
    if (isOfHalf && new Set(sequence.sessions).size >= LEAST_SESSIONS) visitors.push(sequence)
  }
  if (visitors.length === 0) {
    throw new DataError(
      `no held-out visitor of ${options.data} has ${LEAST_SESSIONS} sessions; prepare with a larger --visitors share`,
    )
  }
  visitors.sort((a, b) => hashOf(a.id) - hashOf(b.id))
  const chosen = visitors.slice(0, options.visitors)

  mkdirSync(out, { recursive: true })
  const journal = join(out, 'journal.jsonl')
  // What was replayed with other settings is no part of this run.
  const head = JSON.stringify({
    model: published.manifest.files,
    arms,
    questions: options.questions,
    disturb: options.disturb,
  })
  const outcomes = options.resume ? readJournal(journal, head) : []
  if (!options.resume && existsSync(journal)) {
    throw new UsageError(`${out} holds a replay; go on with --resume, or name another --out`)
  }
  if (outcomes.length === 0) writeFileSync(journal, `${head}\n`)
  const done = new Set(outcomes.map(({ id }) => id))

  /** By the visitor's own seed and the next of all visitors, so that a run that goes on does the same. */
  const asDisturbed = (sequence: DatasetSequence, i: number) =>
    options.disturb === undefined
      ? sequence
      : disturb(
          sequence,
          visitors[(i + 1) % visitors.length],
          options.disturb,
          dataset.counts.items,
          createRandom(hashOf(sequence.id)),
        )

  await startNodeBackend('wasm')
  const progress = output.progress('replaying', chosen.length)
  try {
    for (const [i, sequence] of chosen.entries()) {
      if (!done.has(sequence.id)) {
        const outcome = await replayVisitor(asDisturbed(sequence, i), published, arms, options.questions)
        if (outcome) {
          outcomes.push(outcome)
          appendFileSync(journal, `${JSON.stringify(outcome)}\n`)
        }
      }
      progress.update(i + 1)
    }
  } finally {
    progress.stop()
  }
  const ids = new Set(chosen.map(({ id }) => id))
  const summary = summarize(
    outcomes.filter(({ id }) => ids.has(id)),
    options.bootstrap,
    options.seed,
  )
  const report = join(out, 'report.html')
  const { name, synthetic, task } = dataset
  writeFileSync(
    report,
    reportHtml({
      summary,
      dataset: name,
      synthetic,
      task,
      half: HALF_WORDS[options.half],
      disturb: options.disturb ?? null,
    }),
  )
  output.result({ ...summary, report }, `${tableText(summary)}\n${report}`)
  return summary
}

const HALF_WORDS = {
  report: 'the half that no setting was chosen on',
  choose: 'the half that settings are chosen on',
  both: 'both halves',
}

/** Spreads neighbours: the same on every machine. */
function hashOf(id: number): number {
  return createHash('sha256').update(String(id)).digest().readUInt32LE(0)
}

function armsOf(text: string | undefined): readonly Arm[] {
  if (text === undefined) return ARMS
  return text.split(';').map((part) => {
    const arm = ARMS.find(({ name }) => name === part.trim())
    if (!arm) throw new UsageError(`--arms ${part.trim()}: there are ${ARMS.map(({ name }) => name).join('; ')}`)
    return arm
  })
}

/** Whole lines alone: a run may have been killed while it wrote the last. */
function readJournal(path: string, head: string): VisitorOutcome[] {
  if (!existsSync(path)) return []
  const text = readFileSync(path, 'utf8')
  const [first, ...lines] = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  if (first !== head) {
    throw new UsageError(`${path} was made with another model or other options; name another --out`)
  }
  // A cut line is written over by the next.
  writeFileSync(path, text.slice(0, text.lastIndexOf('\n') + 1))
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as VisitorOutcome)
}
