/** Of a full battery; on less, Chromium's energy saver sets in by itself. */
const LOW = 0.2

interface Battery extends EventTarget {
  readonly charging: boolean
  /** 0 to 1. */
  readonly level: number
}

/**
 * Tells whether the battery is low and not charging, at once and whenever it says something new: where the browser lets
 * a page know (Chromium, over https). Never rejects.
 */
export async function watchBattery(tell: (isLow: boolean) => void, signal: AbortSignal): Promise<void> {
  try {
    const battery = await (navigator as Navigator & { getBattery(): Promise<Battery> }).getBattery()
    const look = () => tell(!battery.charging && battery.level <= LOW)
    for (const type of ['levelchange', 'chargingchange']) battery.addEventListener(type, look, { signal })
    look()
  } catch {
    // Other browsers have no such method, and a page's Permissions-Policy may forbid it.
  }
}
