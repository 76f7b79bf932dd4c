/** @typedef {{ id: string, title: string, price: number, brand: string, category: string[], image: string }} Product */

/**
 * The shop's own products by id, the best-selling first. A shop has a database; here they are read from what was published
 * with the model, one variant of each.
 *
 * @param {string} cdn
 * @returns {Promise<ReadonlyMap<string, Product>>}
 */
export async function loadProducts(cdn) {
  const { files } = await read(`${cdn}/model/manifest.json`)
  const { id, title, price, brand, brands, category, categories } = await read(`${cdn}/model/${files.items.path}`)
  const variants = id.map((/** @type {string} */ name, /** @type {number} */ i) => ({
    id: name,
    title: title[i],
    price: price[i],
    brand: brands[brand[i]],
    category: categories[category[i]],
    image: `/pictures/${name}.svg`,
  }))
  // A variant is told by what stands behind the last comma.
  const first = new Map(
    variants.toReversed().map((/** @type {Product} */ item) => [item.title.replace(/, [^,]*$/, ''), item]),
  )
  return new Map([...first.values()].toReversed().map((item) => [item.id, item]))
}

/** @param {string} url @returns {Promise<any>} */
async function read(url) {
  const response = await fetch(url).catch(() => undefined)
  if (!response?.ok)
    throw new Error(`${url} cannot be had (${response?.status ?? 'no answer'}). Is \`npm start\` running?`)
  return response.json()
}
