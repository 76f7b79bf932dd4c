import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Addresses of the shop's own built files. */
export interface Assets {
  styles: string[]
  /** Script of the pages that load the SDK by its script tag. */
  shop: string
  /** Script of the single-page variant, which imports the SDK from npm. */
  spa: string
}

interface ManifestChunk {
  file: string
  name?: string
  isEntry?: boolean
  css?: string[]
  imports?: string[]
}

/**
 * Reads the list of files that Vite wrote beside the built browser code.
 * @throws when an entry is missing: the browser code was not built.
 */
export async function readAssets(clientFolder: string): Promise<Assets> {
  const list = join(clientFolder, '.vite', 'manifest.json')
  const chunks: Record<string, ManifestChunk> = JSON.parse(
    await readFile(list, 'utf8').catch(() => {
      throw new Error(`${list} is missing: run \`npm run build\`.`)
    }),
  )
  const entry = (name: string): string => {
    const chunk = Object.values(chunks).find((candidate) => candidate.isEntry && candidate.name === name)
    if (!chunk) throw new Error(`${list} has no entry named ${name}: run \`npm run build\`.`)
    return `/${chunk.file}`
  }
  const styles = new Set<string>()
  const collect = (chunk: ManifestChunk | undefined): void => {
    for (const file of chunk?.css ?? []) styles.add(`/${file}`)
    for (const key of chunk?.imports ?? []) collect(chunks[key])
  }
  for (const chunk of Object.values(chunks)) if (chunk.isEntry) collect(chunk)
  return { styles: [...styles], shop: entry('shop'), spa: entry('spa') }
}
