import type { Personalizer } from 'penchant'
import { type InjectionKey, inject, type ObjectPlugin } from 'vue'

const PERSONALIZER: InjectionKey<Personalizer> = Symbol('penchant')

/**
 * Gives an app's components their personalizer: `app.use(penchant, createPersonalizer({ … }))`. On a server that does
 * nothing and holds no state.
 */
export const penchant: ObjectPlugin<[personalizer: Personalizer]> = {
  install(app, personalizer) {
    app.provide(PERSONALIZER, personalizer)
  },
}

/** What the plugin was given, e.g. for `consent.grant()`; undefined, with Vue's own warning, where it was not installed. To be called in `setup`. */
export function usePersonalizer(): Personalizer | undefined {
  return inject(PERSONALIZER)
}
