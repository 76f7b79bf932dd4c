import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** @typedef {{ folder: string, template: string, model?: string, cdn?: string }} Wish */

export const TEMPLATES = ['html', 'react', 'vue']

/** Where the page finds script, engine and elements, unless it is told another place. */
const CDN = 'https://cdn.jsdelivr.net/npm/penchant@0.1/dist'

export const USAGE = `npm create penchant [folder] -- [options]

A working page with recommendations, and a model of an invented shop to begin with.

  --template html | react | vue   default: html
  --model <address>               your own published model; default: a copy of the invented shop's
  --cdn <address>                 where penchant.js and engine/ lie; default: ${CDN}
  --help

Example:
  npm create penchant my-shop -- --template react`

/** From a package it lies beside; in the repository it is the demo's. */
const MODEL = ['../model', '../../../demo/shop'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
/** @param {string} name */
const templateFolder = (name) => fileURLToPath(new URL(`../templates/${name}`, import.meta.url))

/**
 * @param {string[]} argv what stands behind the program's name
 * @returns {Partial<Wish> & { help?: boolean }}
 */
export function readArguments(argv) {
  const text = /** @type {const} */ ({ type: 'string' })
  const options = { template: text, model: text, cdn: text, help: /** @type {const} */ ({ type: 'boolean' }) }
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true })
  if (positionals.length > 1) throw new Error(`Give one folder, not ${positionals.join(', ')}.`)
  return { ...values, folder: positionals[0] }
}

/**
 * Writes the page.
 * @param {Wish} wish
 * @returns {{ steps: string[] }} commands that show it
 * @throws {Error} with a sentence, before anything is written, for a wish that is wrong
 */
export function create({ folder, template, model, cdn = CDN }) {
  if (!TEMPLATES.includes(template)) {
    throw new Error(`--template is "${template}"; give one of ${TEMPLATES.join(', ')}.`)
  }
  checkAddress('--model', model ?? '/')
  checkAddress('--cdn', cdn)
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0)) {
    throw new Error(`${folder} is not empty; give the name of a new folder.`)
  }

  const isBundled = template !== 'html'
  mkdirSync(folder, { recursive: true })
  cpSync(templateFolder(template), folder, { recursive: true })
  cpSync(templateFolder('common'), isBundled ? join(folder, 'src') : folder, { recursive: true })
  if (isBundled) cpSync(templateFolder('bundled'), join(folder, 'src'), { recursive: true })
  // npm leaves a file of this name out of packages.
  if (existsSync(join(folder, '_gitignore'))) renameSync(join(folder, '_gitignore'), join(folder, '.gitignore'))
  if (model === undefined) {
    const own = MODEL.find(existsSync)
    if (!own) throw new Error('The model of the invented shop is missing from this package; give your own by --model.')
    cpSync(own, join(folder, isBundled ? 'public/model' : 'model'), { recursive: true })
  }
  fill(folder, {
    name: packageName(folder),
    // Of a folder beside the page.
    model: model === undefined ? 'model/' : model.replace(/\/?$/, '/'),
    cdn: cdn.replace(/\/+$/, ''),
  })
  const show = isBundled ? ['npm install', 'npm run dev'] : ['npx serve']
  return { steps: [`cd ${folder}`, ...show] }
}

/** @param {string} option @param {string} address */
function checkAddress(option, address) {
  if (address.startsWith('/') || (/^https?:\/\//.test(address) && URL.canParse(address))) return
  throw new Error(`${option} is "${address}"; give an address such as https://cdn.example/model/, or one from /.`)
}

/** A name that npm takes. @param {string} folder */
function packageName(folder) {
  const plain = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return plain || 'penchant-shop'
}

/** Puts the values in, in every text file of the templates. @param {string} folder @param {Record<string, string>} values */
function fill(folder, values) {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(html|jsx?|json|md|vue)$/.test(path) || /(^|[\\/])model[\\/]/.test(path)) continue
    const file = join(folder, path)
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replace(/\[\[(\w+)\]\]/g, (mark, name) => values[name] ?? mark),
    )
  }
}
