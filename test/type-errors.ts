import { dirname, join } from 'node:path'
import ts from 'typescript'

/** Name of a file that is not there → its text. */
export type VirtualFiles = ReadonlyMap<string, string>

/**
 * Type-checks files that are only in memory, as if they lay in `folder`: they import what a file there could.
 * @param config a tsconfig whose compiler options hold
 * @returns one sentence an error, with file and line
 */
export function typeErrors(files: VirtualFiles, folder: string, config: string): string[] {
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config), {
    noEmit: true,
    noUnusedLocals: false,
    noUnusedParameters: false,
    isolatedModules: false,
    types: ['vite/client'],
  })
  const texts = new Map([...files].map(([name, text]) => [join(folder, name), text]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path)
    return text === undefined ? getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version, true)
  }
  const program = ts.createProgram([...texts.keys()], options, host)
  return [...texts.keys()].flatMap((path) => {
    const source = program.getSourceFile(path)!
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }) => {
        const { line } = source.getLineAndCharacterOfPosition(start)
        return `${path.slice(folder.length + 1)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
      },
    )
  })
}
