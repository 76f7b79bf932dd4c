import type { ChoiceRequest, ChoiceResponse } from 'penchant'
import { keyOf } from 'penchant/list'
import { useEffect, useRef, useState } from 'react'
import { usePersonalizer } from './provider.ts'

/**
 * Which banner, tile or section a slot is to show. Asked once for as long as the component is there, once in StrictMode
 * too: every answer counts as shown. `track('select_promotion', { attribution: choice.id })` says that it was clicked.
 *
 * @param request null asks nothing.
 * @returns null until it is chosen, and on a server: leave the place empty, and nothing moves.
 */
export function useChoice(request: ChoiceRequest | null): ChoiceResponse | null {
  const personalizer = usePersonalizer()
  const key = keyOf(request)
  const asked = useRef<{ key: string; answer: Promise<ChoiceResponse> } | null>(null)
  const [chosen, setChosen] = useState<{ key: string; choice: ChoiceResponse } | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal request made anew in each render is the same
  useEffect(() => {
    if (!personalizer || !request) return
    if (asked.current?.key !== key) asked.current = { key, answer: personalizer.choose(request) }
    let isThere = true
    void asked.current.answer.then((choice) => isThere && setChosen({ key, choice }))
    return () => {
      isThere = false
    }
  }, [personalizer, key])
  return chosen?.key === key ? chosen.choice : null
}
