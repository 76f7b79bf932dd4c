import type { Site } from '../src/view/site.ts'
import type { Department } from './catalogue.ts'

export function departmentAddress(department: Department, site: Site): string {
  return `${site.base}/c/${department.path.split('/').map(encodeURIComponent).join('/')}`
}
