import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const PROGRAM = fileURLToPath(new URL('main.js', import.meta.url))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-create-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** As a user's terminal would run it, but for the questions: nobody is there to answer. */
function run(...argv: string[]) {
  return spawnSync(process.execPath, [PROGRAM, ...argv], { cwd: folder, encoding: 'utf8' })
}
const files = (name: string) =>
  readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path))
const read = (path: string) => readFileSync(join(folder, path), 'utf8')

describe('npm create penchant', () => {
  it.each(['html', 'react', 'vue'])('%s: writes a whole page with its model, and says how to see it', (template) => {
    const { status, stdout, stderr } = run('My Shop!', '--template', template)
    expect(status, stderr).toBe(0)
    expect(stdout).toContain('cd My Shop!')
    for (const path of files('My Shop!')) expect(read(`My Shop!/${path}`), path).not.toMatch(/\[\[\w+\]\]/)
    const model = template === 'html' ? 'model' : 'public/model'
    const { files: named } = JSON.parse(read(`My Shop!/${model}/manifest.json`)) as {
      files: Record<string, { path: string }>
    }
    for (const { path } of Object.values(named)) expect(existsSync(join(folder, 'My Shop!', model, path))).toBe(true)
    if (template === 'html') return
    expect(JSON.parse(read('My Shop!/package.json')).name).toBe('my-shop')
    expect(existsSync(join(folder, 'My Shop!/.gitignore'))).toBe(true)
    expect(existsSync(join(folder, 'My Shop!/_gitignore'))).toBe(false)
  })

  it('takes a model and a CDN of the shop’s own', () => {
    const { status } = run('shop', '--model', 'https://cdn.example/model', '--cdn', 'https://cdn.example/penchant/')
    expect(status).toBe(0)
    const page = read('shop/index.html')
    expect(page).toContain('data-model="https://cdn.example/model/"')
    expect(page).toContain('src="https://cdn.example/penchant/penchant.js"')
    expect(existsSync(join(folder, 'shop/model'))).toBe(false)
  })

  it.each([
    [['a', 'b'], 'Give one folder, not a, b.'],
    [['a', '--template', 'svelte'], '--template is "svelte"; give one of html, react, vue.'],
    [['a', '--model', 'my model'], '--model is "my model"; give an address such as https://cdn.example/model/'],
    [['a', '--cdn', 'javascript:alert(1)'], '--cdn is "javascript:alert(1)"'],
    [['--colour'], "Unknown option '--colour'"],
  ])('refuses %j with a sentence, and writes nothing', (argv, message) => {
    const { status, stderr } = run(...argv)
    expect(status).toBe(1)
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves a folder alone that has something in it', () => {
    mkdirSync(join(folder, 'thesis'))
    writeFileSync(join(folder, 'thesis/chapter.md'), 'years of work')
    const { status, stderr } = run('thesis')
    expect(status).toBe(1)
    expect(stderr).toContain('thesis is not empty; give the name of a new folder.')
    expect(files('thesis')).toEqual(['chapter.md'])
  })

  it('explains itself, and takes defaults where nobody answers', () => {
    expect(run('--help').stdout).toContain('npm create penchant [folder]')
    expect(run().status).toBe(0)
    expect(files('penchant-shop')).toContain('index.html')
  })
})
