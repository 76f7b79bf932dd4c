import { usePersonalizerStatus } from '@penchant/react'
import type { ReactElement } from 'react'
import { choose } from '../../shop/personalizer.ts'

export function ConsentBar(): ReactElement | null {
  const { consent } = usePersonalizerStatus()
  if (consent !== 'pending') return null
  return (
    <section className="consent" aria-label="Consent">
      <p>May this shop learn what you like? It happens in your browser, and nothing leaves it.</p>
      <div>
        <button type="button" onClick={() => choose('granted')}>
          Yes, on this device
        </button>
        <button type="button" className="quiet" onClick={() => choose('denied')}>
          No
        </button>
      </div>
    </section>
  )
}
