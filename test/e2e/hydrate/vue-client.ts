import { pageData, personalizerFor } from './shop.ts'
import { app } from './vue.ts'

const data = pageData()
window.personalizer = personalizerFor(data)
app(data, window.personalizer).mount('#app')
