import { PenchantProvider } from '@penchant/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.jsx'
import { personalizer } from './personalizer.js'
import './shop.css'

createRoot(document.querySelector('#app')).render(
  <StrictMode>
    <PenchantProvider personalizer={personalizer}>
      <App />
    </PenchantProvider>
  </StrictMode>,
)
