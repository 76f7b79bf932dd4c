import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Model, engine and pictures come from where `npm start` serves them. */
const proxy = {
  '/model': 'http://localhost:4174',
  '/engine': 'http://localhost:4174',
  '/pictures': 'http://localhost:4173',
}

export default defineConfig({
  plugins: [vue()],
  build: { outDir: '../../dist/examples/vue', emptyOutDir: true },
  server: { proxy },
  preview: { proxy },
})
