import { dirname, join } from 'node:path/posix'
import ts from 'typescript'

/** Path from the repository's root, with `/`, to the file's text. */
export type Tree = ReadonlyMap<string, string>

/** What a part of the repository may import besides itself. Everything else is a violation. */
interface Rule {
  /** Workspace packages, by folder name. */
  packages: string[]
  /** Installed packages; a name that ends with `/` allows the whole scope. */
  installed: string[]
  /** Node's own modules: `true`, or the files that may. */
  node: boolean | string[]
}

const nothing: Rule = { packages: [], installed: [], node: false }

/** The house's directions: imports point down only. The key is a folder of `packages/`, `demo`, or its `examples`. */
export const RULES: Readonly<Record<string, Rule>> = {
  protocol: nothing,
  scorer: nothing,
  tune: {
    packages: [],
    installed: ['bullmq', 'ioredis'],
    node: ['packages/tune/src/node/', 'packages/tune/src/bullmq/'],
  },
  tensor: { packages: ['protocol'], installed: ['@tensorflow/'], node: false },
  model: { packages: ['protocol', 'tensor'], installed: [], node: false },
  ranking: { packages: ['protocol'], installed: [], node: false },
  learning: { packages: ['protocol', 'tensor', 'model', 'scorer', 'ranking'], installed: [], node: false },
  engine: {
    packages: ['protocol', 'tensor', 'model', 'scorer', 'ranking', 'learning'],
    installed: ['comlink', 'idb'],
    node: false,
  },
  sdk: { packages: ['protocol'], installed: ['comlink'], node: false },
  elements: { packages: ['sdk', 'protocol'], installed: [], node: false },
  react: { packages: ['sdk'], installed: ['react'], node: false },
  vue: { packages: ['sdk'], installed: ['vue'], node: false },
  cli: {
    packages: ['protocol', 'tensor', 'model', 'scorer', 'ranking', 'learning', 'tune'],
    installed: [
      '@duckdb/node-api',
      '@observablehq/plot',
      'cli-progress',
      'commander',
      'linkedom',
      'playwright-core',
      'sirv',
    ],
    node: true,
  },
  'create-penchant': { packages: [], installed: [], node: true },
  demo: {
    packages: ['sdk', 'elements', 'cli'],
    installed: [],
    node: ['demo/server/', 'demo/start.js', 'demo/make-model.js'],
  },
  examples: {
    packages: ['sdk', 'react', 'vue'],
    installed: ['react', 'react-dom', 'vue', 'vite', '@vitejs/plugin-vue'],
    node: ['demo/examples/plain-server.js', 'demo/examples/server-rendered/'],
  },
}

/** What tests may import besides what they test. */
const TEST_TOOLS = [
  'vitest',
  'fast-check',
  'fake-indexeddb',
  '@playwright/test',
  '@axe-core/playwright',
  'axe-core',
  'react-dom',
  'typescript',
  'vite',
]

/** File names that say nothing about what is inside. */
const VAGUE = /^(utils?|helpers?|common|types|managers?|misc|shared)\.ts$/

export interface Import {
  specifier: string
  line: number
}

/**
 * Every module that a source file names: static and type-only imports, re-exports, `import()` of a module or of a
 * type, `require`, and `new URL(path, import.meta.url)`, by which workers and assets are found.
 */
export function importsOf(path: string, text: string): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const add = (node: ts.Node | undefined): void => {
    if (!node || !ts.isStringLiteralLike(node)) return
    found.push({ specifier: node.text, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier)
    else if (ts.isExternalModuleReference(node)) add(node.expression)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal)
    else if (ts.isCallExpression(node)) {
      const called = node.expression
      const isRequire = ts.isIdentifier(called) && called.text === 'require'
      if (called.kind === ts.SyntaxKind.ImportKeyword || isRequire) add(node.arguments[0])
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
      const [url, base] = node.arguments ?? []
      if (base?.getText() === 'import.meta.url' && ts.isStringLiteralLike(url) && url.text.startsWith('.')) add(url)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** The part that a file belongs to, which is a key of the rules; `null` for what has none. */
function partOf(path: string): string | null {
  const [top, folder] = path.split('/')
  if (top === 'packages') return folder
  if (top === 'demo') return folder === 'examples' ? folder : top
  return null
}

/** Where a part's `package.json` lies. */
const folderOf = (part: string): string => ({ demo: 'demo', examples: 'demo/examples' })[part] ?? `packages/${part}`

interface PackageJson {
  name?: string
  exports?: Record<string, unknown>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

const isTest = (path: string): boolean => /\.test(-d)?\.ts$/.test(path) || /\/test\//.test(path)
/** Build scripts beside `src/` are tools, no part of the house. */
const isSource = (path: string): boolean =>
  /^(packages\/[^/]+\/(src|test)|demo)\/.*\.(tsx?|js|mjs)$/.test(path) && !path.endsWith('.d.ts')
/** `@scope/name/rest` → [`@scope/name`, `./rest`]. */
function splitSpecifier(specifier: string): [name: string, subpath: string] {
  const parts = specifier.split('/')
  const name = parts.splice(0, specifier.startsWith('@') ? 2 : 1).join('/')
  return [name, ['.', ...parts].join('/')]
}

/**
 * Holds the sources under `packages/` and `demo/` against the house's rules.
 * @returns one sentence a violation, with file and line; empty when all is well.
 */
export function violations(tree: Tree): string[] {
  const found: string[] = []
  const manifests = new Map<string, PackageJson>()
  for (const [path, text] of tree) {
    const part = partOf(path)
    if (part && path === `${folderOf(part)}/package.json`) {
      manifests.set(part, JSON.parse(text))
      if (!RULES[part])
        found.push(`${path}: "${part}" has no rule yet; say in test/architecture.ts what it may import.`)
    }
  }
  const partByName = new Map([...manifests].flatMap(([part, { name }]) => (name ? [[name, part] as const] : [])))
  const files = new Map<string, string[]>()
  const parts = new Map<string, string[]>()

  for (const [path, text] of tree) {
    const part = partOf(path)
    const rule = part && RULES[part]
    if (!rule || !isSource(path)) continue
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (VAGUE.test(name)) found.push(`${path}: "${name}" says nothing about what is inside; name the file by its idea.`)
    if (name === 'index.ts' && !onlyReExports(path, text)) found.push(`${path}: a public entry only re-exports.`)

    const manifest = manifests.get(part) ?? {}
    const declared = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.peerDependencies }
    for (const { specifier, line } of importsOf(path, text)) {
      // An address of the server that a page without a build comes from: no file here.
      if (part === 'examples' && specifier.startsWith('/')) continue
      const at = `${path}:${line}: imports "${specifier}"`
      if (specifier.startsWith('.')) {
        const target = join(dirname(path), specifier.replace(/\?.*$/, ''))
        // Tests of all packages share what starts a server.
        const shared = path.endsWith('.test.ts') && dirname(target) === 'test'
        if (partOf(target) !== part && !shared) found.push(`${at}, a file of another package; import the package.`)
        else if (tree.has(target)) {
          append(files, path, target)
          if (target.endsWith('/index.ts') && !isTest(path))
            found.push(`${at}, its own package's entry; import the file that has it.`)
        } else if (target.endsWith('.ts')) found.push(`${at}, which does not exist.`)
        continue
      }
      const [module, subpath] = splitSpecifier(specifier)
      const target = partByName.get(module)
      if (target) {
        if (target === part && !isTest(path)) found.push(`${at}, its own package's entry; import the file that has it.`)
        else if (target === 'engine') found.push(`${at}: nothing imports the engine; the page knows its URL.`)
        else if (target !== part && !rule.packages.includes(target))
          found.push(`${at}: ${part} may not import ${target}.`)
        if (!(subpath in (manifests.get(target)?.exports ?? {}))) found.push(`${at}, which ${module} does not export.`)
        append(parts, part, target)
      } else if (specifier.startsWith('node:')) {
        const may = typeof rule.node === 'boolean' ? rule.node : rule.node.some((prefix) => path.startsWith(prefix))
        if (!may && !isTest(path) && path !== 'packages/tensor/src/node.ts')
          found.push(`${at}: only Node's own parts may.`)
        continue
      } else {
        if (isTest(path) && TEST_TOOLS.includes(module)) continue
        const may = rule.installed.some((allowed) =>
          allowed.endsWith('/') ? module.startsWith(allowed) : module === allowed,
        )
        if (!may) found.push(`${at}: ${part} may not import ${module}.`)
      }
      if (!(module in declared)) found.push(`${at}, which its package.json does not name.`)
    }
  }
  for (const circle of circles(files)) found.push(`Circle of files: ${circle.join(' → ')}.`)
  for (const circle of circles(parts)) found.push(`Circle of packages: ${circle.join(' → ')}.`)
  return found
}

function onlyReExports(path: string, text: string): boolean {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  return statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined)
}

function append(graph: Map<string, string[]>, from: string, to: string): void {
  const targets = graph.get(from)
  if (targets) targets.push(to)
  else graph.set(from, [to])
}

/** One circle for each edge that closes one, found depth-first; its first node is repeated at the end. */
function circles(graph: ReadonlyMap<string, string[]>): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const trail: string[] = []
  const visit = (node: string): void => {
    if (done.has(node)) return
    const seen = trail.indexOf(node)
    if (seen >= 0) {
      found.push([...trail.slice(seen), node])
      return
    }
    trail.push(node)
    for (const next of new Set(graph.get(node))) visit(next)
    trail.pop()
    done.add(node)
  }
  for (const node of graph.keys()) visit(node)
  return found
}

/** What lies at the top of the repository: dot files aside, exactly this. */
const LAYOUT = {
  folders: ['packages', 'demo', 'test', 'docs'],
  files: ['vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'LICENSE'],
}

/** @param top names at the top of the repository, dot files and what git ignores left out. */
export function layoutViolations(top: readonly string[]): string[] {
  const agreed = [...LAYOUT.folders, ...LAYOUT.files]
  return [
    ...top
      .filter((name) => !agreed.includes(name))
      .map((name) => `"${name}" has no place at the top of the repository.`),
    ...agreed.filter((name) => !top.includes(name)).map((name) => `"${name}" is missing at the top of the repository.`),
  ]
}

/** TF.js' parts only work together when they are one version, and everything here was measured with this one. */
const TFJS_VERSION = '4.22.0'

/** Holds the lock file and every package.json against what is agreed about dependencies. */
export function dependencyViolations(tree: Tree): string[] {
  const found: string[] = []
  for (const [path, text] of tree) {
    if (!/(^|\/)package\.json$/.test(path)) continue
    const { dependencies, devDependencies, peerDependencies, optionalDependencies }: PackageJson = JSON.parse(text)
    for (const [name, version] of Object.entries({
      ...dependencies,
      ...devDependencies,
      ...peerDependencies,
      ...optionalDependencies,
    })) {
      if (name.startsWith('@tensorflow/') && version !== TFJS_VERSION) {
        found.push(`${path}: ${name} is "${version}", not exactly ${TFJS_VERSION}.`)
      }
    }
  }
  const lock = JSON.parse(tree.get('package-lock.json') ?? '{}') as {
    packages?: Record<string, { version?: string; resolved?: string }>
  }
  for (const [path, { version, resolved }] of Object.entries(lock.packages ?? {})) {
    if (resolved && /^[a-z+]+:/.test(resolved)) found.push(`package-lock.json: ${path} has a download address.`)
    if (/node_modules\/@tensorflow\/[^/]+$/.test(path) && version !== TFJS_VERSION) {
      found.push(`package-lock.json: ${path} is ${version}, not ${TFJS_VERSION}.`)
    }
  }
  return found
}
