import type { Manifest } from '@penchant/protocol'
import type { Download, PublishedModel } from '../src/download.ts'
import type { TinyModel } from './publish-tiny.ts'

/** A published model whose files need no network. */
export function published({ manifest, files }: TinyModel, hash = 'tiny'): PublishedModel {
  return {
    manifest,
    hash,
    bytes: [...files.values()].reduce((sum, file) => sum + file.length, 0),
    file: async (name: keyof Manifest['files']) => files.get(manifest.files[name].path)!,
    keep: async () => {},
  }
}

export function downloadOf(tiny: TinyModel): Download {
  return { model: 'https://cdn.example/manifest.json', newest: async () => published(tiny), lastGood: async () => null }
}
