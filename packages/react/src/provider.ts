import type { Personalizer } from 'penchant'
import { type Context, createContext, createElement, type FunctionComponent, type ReactNode, useContext } from 'react'

const PersonalizerContext: Context<Personalizer | null> = createContext<Personalizer | null>(null)

export interface PenchantProviderProps {
  /**
   * The visitor's recommender. Create it once, beside the components and not in one: `createPersonalizer` does nothing on
   * a server, and holds no state there.
   */
  personalizer: Personalizer
  children?: ReactNode
}

/** Gives its children their personalizer. */
export const PenchantProvider: FunctionComponent<PenchantProviderProps> = ({ personalizer, children }) =>
  createElement(PersonalizerContext.Provider, { value: personalizer }, children)

/** What `PenchantProvider` was given, e.g. for `consent.grant()`; null where there is none. */
export function usePersonalizer(): Personalizer | null {
  return useContext(PersonalizerContext)
}
