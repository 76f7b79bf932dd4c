import type { ManifestFile } from './manifest.ts'

/**
 * Two models under one address: `manifest.json` is `{ formatVersion, rollout }` while one replaces the other. A share of
 * the devices takes `next`, all others stay with `previous`; a share of 0 is the way back.
 */
export interface Rollout {
  /** 0 to 1. A device that took `next` keeps it as the share grows. */
  share: number
  /** The manifests of both, whole and unchanged: what a device has learnt for one goes on. */
  previous: ManifestFile
  next: ManifestFile
}
