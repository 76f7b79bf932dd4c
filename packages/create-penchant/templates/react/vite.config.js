import { defineConfig } from 'vite'

// Relative, so that the built page works wherever its folder is put.
export default defineConfig({ base: './' })
