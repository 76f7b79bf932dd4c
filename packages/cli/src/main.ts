#!/usr/bin/env node
/**
 * `penchant`: simulate, prepare, tune, pretrain, publish, add-items, keys, rollout, check, evaluate, replay, serve, audit-egress.
 *
 * A command is a module that exports one function, `NAMECommand(program: Command): void`, which adds
 * the command with its options, `--json`, an example in its help (`addHelpText('after', …)`) and an
 * action. An action makes its `Output` with `createOutput(options)`, writes folders through
 * `atomicFolder`, and throws `UsageError` (exit 2) or `DataError` (exit 1) with one sentence that
 * names what is wrong and the remedy.
 */
import { addItemsCommand } from './add-items.ts'
import { auditEgressCommand } from './audit-egress.ts'
import { checkCommand } from './check.ts'
import { evaluateCommand } from './evaluate.ts'
import { keysCommand } from './keys.ts'
import { prepareCommand } from './prepare.ts'
import { pretrainCommand } from './pretrain.ts'
import { publishCommand } from './publish.ts'
import { replayCommand } from './replay.ts'
import { rolloutCommand } from './rollout.ts'
import { runProgram } from './run-program.ts'
import { serveCommand } from './serve.ts'
import { simulateCommand } from './simulate.ts'
import { tuneCommand } from './tune.ts'

// In the order of the pipeline, which is the order of the help.
const commands = [
  ...[simulateCommand, prepareCommand, tuneCommand],
  ...[pretrainCommand, publishCommand, addItemsCommand, keysCommand, rolloutCommand],
  ...[checkCommand, evaluateCommand, replayCommand, serveCommand, auditEgressCommand],
]

process.exitCode = await runProgram(commands, process.argv.slice(2))
