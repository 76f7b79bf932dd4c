import type { Item, ItemColumns, Manifest } from 'penchant'

/** The shop's own products; here they are read from what was published with the model. */
export interface Catalogue {
  /** The best-selling first. */
  products: readonly Item[]
  byId: ReadonlyMap<string, Item>
  /** The first names of category paths, in alphabetical order. */
  departments: readonly string[]
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(`/model/${path}`)
  if (!response.ok) throw new Error(`/model/${path}: ${response.status}. Is \`npm start\` running?`)
  return response.json()
}

export async function loadCatalogue(): Promise<Catalogue> {
  const { files } = await read<Manifest>('manifest.json')
  const columns = await read<ItemColumns>(files.items.path)
  const variants = columns.id.map(
    (id, i): Item => ({
      id,
      title: columns.title?.[i] ?? id,
      price: columns.price?.[i] ?? 0,
      category: columns.categories?.[columns.category?.[i] ?? -1] ?? [],
      brand: columns.brands?.[columns.brand?.[i] ?? -1] ?? '',
      image: `/pictures/${encodeURIComponent(id)}.svg`,
      url: `/p/${encodeURIComponent(id)}`,
    }),
  )
  // A variant is told by what stands behind the last comma: one of each product is listed.
  const products = new Map(variants.toReversed().map((item) => [item.title!.replace(/, [^,]*$/, ''), item]))
  return {
    products: [...products.values()].toReversed(),
    byId: new Map(variants.map((item) => [item.id, item])),
    departments: [...new Set(variants.map(({ category }) => category![0]))].sort(),
  }
}

/** What the shop itself would show beside a product: the best-selling of its category. */
export function ofCategory({ products }: Catalogue, item: Item, count: number): Item[] {
  return products.filter(({ id, category }) => id !== item.id && category![1] === item.category![1]).slice(0, count)
}
