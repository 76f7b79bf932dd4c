import type { Site } from '../src/view/site.ts'
import type { Assets } from './assets.ts'
import type { Catalogue } from './catalogue.ts'
import type { Search } from './search.ts'

/** What every page is made from. */
export interface Shop {
  site: Site
  catalogue: Catalogue
  search: Search
  assets: Assets
}
