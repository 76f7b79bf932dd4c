import '../../shop/shop.css'
import { PenchantProvider } from '@penchant/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadCatalogue } from '../../shop/catalogue.ts'
import { personalizer } from '../../shop/personalizer.ts'
import { App } from './app.tsx'

const catalogue = await loadCatalogue()

createRoot(document.querySelector('#app')!).render(
  <StrictMode>
    <PenchantProvider personalizer={personalizer}>
      <App catalogue={catalogue} />
    </PenchantProvider>
  </StrictMode>,
)
