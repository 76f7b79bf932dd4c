import '../../shop/shop.css'
import { penchant } from '@penchant/vue'
import { createApp } from 'vue'
import { loadCatalogue } from '../../shop/catalogue.ts'
import { personalizer } from '../../shop/personalizer.ts'
import App from './app.vue'

const catalogue = await loadCatalogue()

createApp(App, { catalogue }).use(penchant, personalizer).mount('#app')
