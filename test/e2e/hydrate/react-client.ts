import { hydrateRoot } from 'react-dom/client'
import { app } from './react.ts'
import { pageData, personalizerFor } from './shop.ts'

const data = pageData()
window.personalizer = personalizerFor(data)
hydrateRoot(document.querySelector('#app')!, app(data, window.personalizer))
