import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** As a browser may write a text: V8 and JSON in one byte, IndexedDB's keys and SQLite in two. */
const encodings = (text: string): Buffer[] => {
  const wide = Buffer.from(text, 'utf16le')
  return [Buffer.from(text), wide, Buffer.from(wide).swap16()]
}

/** The files of a closed browser's profile, relative to it, that hold one of `texts` anywhere in their bytes. */
export function findInProfile(profile: string, texts: readonly string[]): { file: string; text: string }[] {
  return readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      const bytes = readFileSync(path)
      return texts
        .filter((text) => encodings(text).some((needle) => bytes.includes(needle)))
        .map((text) => ({ file: path.slice(profile.length + 1), text }))
    })
}
