import { penchant } from '@penchant/vue'
import { createApp } from 'vue'
import App from './app.vue'
import { personalizer } from './personalizer.js'
import './shop.css'

createApp(App).use(penchant, personalizer).mount('#app')
