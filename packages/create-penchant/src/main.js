#!/usr/bin/env node
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { create, readArguments, TEMPLATES, USAGE } from './create.js'

/** What was left out is asked for where somebody is there to answer. @param {string} question @param {string} instead */
async function ask(question, instead) {
  if (!stdin.isTTY || !stdout.isTTY) return instead
  const terminal = createInterface({ input: stdin, output: stdout })
  try {
    return (await terminal.question(`${question} (${instead}) `)).trim() || instead
  } finally {
    terminal.close()
  }
}

try {
  const given = readArguments(process.argv.slice(2))
  if (given.help) console.log(USAGE)
  else {
    const folder = given.folder ?? (await ask('Folder?', 'penchant-shop'))
    const template = given.template ?? (await ask(`Template: ${TEMPLATES.join(', ')}?`, 'html'))
    const { steps } = create({ ...given, folder, template })
    console.log(`\nMade ${folder}. Next:\n\n${steps.map((step) => `  ${step}`).join('\n')}\n`)
  }
} catch (error) {
  console.error(/** @type {Error} */ (error).message)
  process.exitCode = 1
}
