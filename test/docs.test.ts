import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileScript, parse } from 'vue/compiler-sfc'
import { pages } from '../docs/.vitepress/repository-files.ts'
import { readArguments } from '../packages/create-penchant/src/create.js'
import { anchorsOf, type Block, blocksOf, linksOf, spansOf } from './markdown.ts'
import { commandsPage, penchantProgram } from './penchant-program.ts'
import { typeErrors } from './type-errors.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Path from the root → text. */
const DOCUMENTS = new Map(['README.md', ...pages().map((page) => `docs/${page}`)].map((path) => [path, read(path)]))

/** `check` of every block in one of the languages, as `file:line: what is wrong`. */
function wrongBlocks(languages: string[], check: (block: Block) => string[]): string[] {
  return [...DOCUMENTS].flatMap(([path, text]) =>
    blocksOf(text)
      .filter(({ language }) => languages.includes(language))
      .flatMap((block) => check(block).map((wrong) => `${path}:${block.line}: ${wrong}`)),
  )
}

function wrongLink(path: string, target: string): string | undefined {
  if (/^(https?:|mailto:)/.test(target)) return
  const [file, anchor] = target.split('#')
  const at = file ? normalize(join(dirname(path), file)) : path
  if (!existsSync(join(ROOT, at))) return `${at} does not exist`
  if (anchor === undefined) return
  if (!at.endsWith('.md')) return `${at} has no anchors`
  if (!anchorsOf(DOCUMENTS.get(at) ?? read(at)).includes(anchor)) return `${at} has no heading for #${anchor}`
}

describe('links', () => {
  it('lead to files and headings that are there', () => {
    const wrong = [...DOCUMENTS].flatMap(([path, text]) =>
      linksOf(text).flatMap(({ target, line }) => {
        const why = wrongLink(path, target)
        return why ? [`${path}:${line}: ${target}: ${why}`] : []
      }),
    )
    expect(wrong).toEqual([])
    expect([...DOCUMENTS.values()].flatMap(linksOf).length).toBeGreaterThan(100)
  })

  it('lead from nowhere out of the documentation to a folder, which the site cannot show', () => {
    const wrong = [...DOCUMENTS].flatMap(([path, text]) =>
      path === 'README.md'
        ? []
        : linksOf(text).filter(({ target }) => {
            const at = join(ROOT, dirname(path), target.split('#')[0])
            return !/^(https?:|mailto:|#)/.test(target) && statSync(at, { throwIfNoEntry: false })?.isDirectory()
          }),
    )
    expect(wrong).toEqual([])
  })
})

describe('the comparison', () => {
  const path = 'docs/comparison.md'
  const rows = [...DOCUMENTS.get(path)!.matchAll(/^\| (?!Feature)([^|]+) \| ([^|]+) \|/gm)].filter(
    ([, name]) => !/^-+$|^column$|^(ALG|RCB|RLW|CNS|GRC|AMZ|PH|SNW|DSC|EDG|FX|RBL)$/.test(name.trim()),
  )

  it('says yes, partial or no in every row, and every yes names a test', () => {
    expect(rows.length).toBeGreaterThan(80)
    for (const [, name, ours] of rows) {
      expect
        .soft(ours, name)
        .toMatch(/^(\[\*\*(yes|\d+\.\d)\*\*\]\(\S+\.(test|spec)\.ts "[^"]+"\)|\*\*partial\*\*: |\*\*no\*\*|– )/)
    }
  })

  it('names tests by words that stand in their files', () => {
    const wrong = linksOf(DOCUMENTS.get(path)!)
      .filter(({ title }) => title !== '')
      .filter(({ target, title }) => !read(normalize(join('docs', target))).includes(title))
    expect(wrong).toEqual([])
  })
})

describe('samples', () => {
  it('are in languages that are checked here', () => {
    const known = ['ts', 'tsx', 'js', 'vue', 'html', 'json', 'sh', '']
    expect(
      wrongBlocks(
        [...new Set([...DOCUMENTS.values()].flatMap(blocksOf).map(({ language }) => language))],
        ({ language }) => (known.includes(language) ? [] : [language]),
      ),
    ).toEqual([])
  })

  it('in TypeScript, JavaScript and Vue hold against the real packages', () => {
    const files = new Map([
      ['cdn.d.ts', "declare module 'https://cdn.example/engine/index.js' { export * from '@penchant/engine' }"],
    ])
    for (const [path, text] of DOCUMENTS) {
      for (const { language, code, line, given } of blocksOf(text)) {
        const name = `${relative('docs', path).replace(/[^\w.-]/g, '-')}-line-${line}`
        // One line goes before, so that a line of an error is the sample's own.
        const module = (script: string) => `${given} export {};\n${script}`
        if (/^(ts|js)$/.test(language)) files.set(`${name}.ts`, module(code))
        if (language === 'tsx') files.set(`${name}.tsx`, module(code))
        if (language === 'vue') files.set(`${name}.ts`, module(parse(code).descriptor.scriptSetup?.content ?? ''))
      }
    }
    expect(files.size).toBeGreaterThan(10)
    expect(typeErrors(files, join(ROOT, 'docs'), join(ROOT, 'packages/tsconfig.page.json'))).toEqual([])
  }, 120_000)

  it('in Vue compile', () => {
    const wrong = wrongBlocks(['vue'], ({ code }) => {
      const { descriptor, errors } = parse(code)
      compileScript(descriptor, { id: 'sample' })
      return errors.map(({ message }) => message)
    })
    expect(wrong).toEqual([])
  })

  it('in JSON can be read', () => {
    const unreadable = ({ code }: Block): string[] => {
      JSON.parse(code)
      return []
    }
    expect(wrongBlocks(['json'], unreadable)).toEqual([])
  })

  it('in HTML have scripts that can be read, elements that exist, and options that the script tag takes', () => {
    const rows = [...read('docs/serving.md').matchAll(/^\| (?:`data-([\w-]+)`|–) \| `(\w+)` \|/gm)]
    const [, declared] = /interface PersonalizerOptions \{(.+?)^\}/ms.exec(read('packages/sdk/src/resolve-options.ts'))!
    expect(rows.map(([, , option]) => option).sort(), 'docs/serving.md has just the options there are').toEqual(
      [...declared.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name).sort(),
    )
    const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    // An attribute is named as its option is, but for one.
    const attributes = rows.filter(([, attribute]) => attribute !== undefined)
    expect(attributes.filter(([, attribute, option]) => attribute !== kebab(option)).map(([, each]) => each)).toEqual([
      'worker',
    ])
    const options = new Set(attributes.map(([, attribute]) => attribute))
    const elements = [...read('packages/elements/src/define-elements.ts').matchAll(/'(penchant-\w+)'/g)].map(
      ([, name]) => name,
    )
    elements.push('penchant-inspector')
    const wrong = wrongBlocks(['html'], ({ code }) => [
      ...[...code.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].flatMap(([, attributes, script]) => [
        ...(
          ts.transpileModule(script, { reportDiagnostics: true, compilerOptions: { allowJs: true }, fileName: 'a.js' })
            .diagnostics ?? []
        ).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
        ...(/penchant\.js/.test(attributes) ? [...attributes.matchAll(/\bdata-([\w-]+)/g)] : [])
          .filter(([, name]) => !options.has(name))
          .map(([name]) => `${name} is no option`),
      ]),
      ...[...code.matchAll(/<(penchant-[\w-]+)/g)]
        .filter(([, name]) => !elements.includes(name))
        .map(([, name]) => `<${name}> is no element`),
    ])
    expect(wrong).toEqual([])
  })
})

describe('commands', () => {
  let program: Command
  beforeAll(async () => {
    program = await penchantProgram()
  }, 60_000)
  const scripts = (path: string): string[] => Object.keys(JSON.parse(read(path)).scripts)
  const known = [...scripts('package.json'), ...scripts('packages/create-penchant/templates/react/package.json')]

  /** Words of a command line; quotes group. */
  const words = (line: string): string[] =>
    [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare)

  /** @param whole whether it is to be run as it stands, so that nothing needed may be missing */
  function wrongPenchant([name, ...rest]: string[], whole: boolean): string | undefined {
    if (name === '--help') return
    let command = program.commands.find((each) => each.name() === name)
    if (!command) return `penchant has no command ${name}`
    const below = command.commands.find((each) => each.name() === rest[0])
    if (below) {
      command = below
      rest = rest.slice(1)
    }
    for (const word of rest) {
      const flag = /^--[\w-]+/.exec(word)?.[0]
      if (flag && flag !== '--help' && !command.options.some(({ long }) => long === flag)) {
        return `penchant ${name} has no ${flag}`
      }
    }
    if (!whole) return
    try {
      const { operands } = command.parseOptions(rest)
      const needed = command.registeredArguments.filter(({ required }) => required).length
      if (operands.length < needed || operands.length > command.registeredArguments.length) {
        return `penchant ${name} takes ${needed} arguments, not ${operands.join(' ')}`
      }
    } catch (error) {
      return (error as Error).message
    }
    const missing = command.options.find(({ mandatory, long }) => mandatory && !rest.some((word) => word === long))
    return missing && `penchant ${name} needs ${missing.long}`
  }

  function wrongCommand(line: string): string | undefined {
    const [first, ...rest] = words(line)
    if (first === 'penchant') return wrongPenchant(rest, true)
    if (first === 'npx' && rest[0] === 'penchant') return wrongPenchant(rest.slice(1), true)
    if (first === 'npx' && rest[0] === 'vite') return
    if (first === 'npx' && rest[0] === 'vitest') return
    if (first === 'git' || first === 'cd' || first === 'cp') return
    if (first !== 'npm') return `what is "${first}"?`
    const [task, ...more] = rest
    if (task === 'run') return known.includes(more[0]) ? undefined : `npm run ${more[0]}: no such script`
    if (task === 'start') {
      const options = read('demo/start.js')
      return more.find(
        (word) => /^--\w/.test(word) && !options.includes(`  ${word} `) && !options.includes(`-- ${word} `),
      )
    }
    if (task === 'create') {
      readArguments(more.slice(1).filter((word) => word !== '--'))
      return
    }
    return ['ci', 'install', 'pack', 'test'].includes(task) ? undefined : `npm ${task}?`
  }

  it('in blocks exist, with the options that they are given and all that they need', () => {
    const wrong = wrongBlocks(['sh'], ({ code }) =>
      code
        .replace(/\\\n\s*/g, '')
        .split('\n')
        .flatMap((line) => line.replace(/(^|\s)#.*$/, '').split('&&'))
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .flatMap((line) => wrongCommand(line) ?? []),
    )
    expect(wrong).toEqual([])
  })

  it('in sentences exist', () => {
    const wrong = [...DOCUMENTS].flatMap(([path, text]) =>
      spansOf(text).flatMap((span) => {
        const [first, ...rest] = words(span)
        const why =
          first === 'penchant' && rest.length > 0
            ? wrongPenchant(rest, false)
            : first === 'npm' && rest[0] === 'run'
              ? wrongCommand(span)
              : undefined
        return why ? [`${path}: ${span}: ${why}`] : []
      }),
    )
    expect(wrong).toEqual([])
  })

  it('are all described, with every option and its default', async () => {
    await expect(commandsPage(program)).toMatchFileSnapshot('../docs/commands.md')
  })
})
