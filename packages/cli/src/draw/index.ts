export { drawItem } from './draw-item.ts'
