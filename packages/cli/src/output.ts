import { clearLine, cursorTo } from 'node:readline'
import type { WriteStream } from 'node:tty'
import { SingleBar } from 'cli-progress'

export interface Progress {
  /** `n` counts from 0 to `total`; `detail` is a few words on what is being done now. */
  update(n: number, detail?: string): void
  /** Always call it, in a `finally`: on a terminal it gives the line back. */
  stop(): void
}

/** What a command says. Everything but the result goes to stderr, so that stdout can be piped. */
export interface Output {
  readonly json: boolean
  /** A bar on a terminal; elsewhere one plain line per tenth of `total`. */
  progress(label: string, total: number): Progress
  line(text: string): void
  /** Once per command, at its end: `object` as one line of JSON with `--json`, else `humanText`. */
  result(object: unknown, humanText: string): void
}

export interface OutputOptions {
  json?: boolean | undefined
  stdout?: NodeJS.WritableStream
  stderr?: NodeJS.WritableStream
}

export function createOutput({
  json = false,
  stdout = process.stdout,
  stderr = process.stderr,
}: OutputOptions = {}): Output {
  const terminal = (stderr as WriteStream).isTTY === true
  let barOnLine = false

  const line = (text: string): void => {
    if (barOnLine) {
      // The bar holds the cursor's line; it is drawn again below the text at its next update.
      cursorTo(stderr, 0)
      clearLine(stderr, 1)
    }
    stderr.write(`${text}\n`)
  }

  const bar = (label: string, total: number): Progress => {
    const single = new SingleBar({
      format: `${label} {bar} {percentage} % {detail}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
      stream: stderr,
      forceRedraw: true,
      // Its own signal handler would keep Ctrl-C from ending the process.
      gracefulExit: false,
    })
    single.start(total, 0, { detail: '' })
    barOnLine = true
    return {
      update: (n, detail) => single.update(n, detail === undefined ? {} : { detail }),
      stop() {
        single.stop()
        barOnLine = false
      },
    }
  }

  const lines = (label: string, total: number): Progress => {
    let tenths = 0
    return {
      update(n, detail) {
        const reached = total > 0 ? Math.min(10, Math.floor((10 * n) / total)) : 0
        if (reached <= tenths) return
        tenths = reached
        line(`${label} ${reached * 10} %${detail ? ` ${detail}` : ''}`)
      },
      stop() {},
    }
  }

  return {
    json,
    line,
    progress: terminal ? bar : lines,
    result(object, humanText) {
      stdout.write(`${json ? JSON.stringify(object) : humanText}\n`)
    },
  }
}
