/** @import { Product } from './products.js' */

/** @typedef {{ cdn: string, products: ReadonlyMap<string, Product>, cart: string[], added?: string }} Visitor */

const LISTED = 24

/** @param {unknown} text */
const escaped = (text) => String(text).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
/** Inside a script element, where only `<` could end it. @param {unknown} data */
const json = (data) => JSON.stringify(data).replaceAll('<', '\\u003c')
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })

/** Tells the data layer. @param {object} event */
const pushed = (event) => `<script>(window.dataLayer = window.dataLayer || []).push(${json(event)})</script>`

/** @param {Product} product */
const card = ({ id, title, brand, price, image }) => `<a class="card" href="/p/${escaped(id)}">
<img src="${escaped(image)}" alt="" loading="lazy">
<span class="title">${escaped(title)}</span><span class="brand">${escaped(brand)}</span><span class="price">${money.format(price)}</span></a>`

/** @param {Iterable<Product>} products */
const grid = (products) =>
  `<ul class="grid">${Array.from(products, (product) => `<li data-item-id="${escaped(product.id)}">${card(product)}</li>`).join('\n')}</ul>`

/** The same card for what is recommended: the element fills it. */
const TEMPLATE = `<template><a class="card" data-field="url" href="#"><img data-field="image" alt="">
<span class="title" data-field="title"></span><span class="brand" data-field="brand"></span><span class="price" data-field="price"></span></a></template>`

/**
 * A place for recommendations. What is inside is the shop's own choice: it is shown without consent, without JavaScript,
 * and where nothing better is known.
 *
 * @param {string} attributes
 * @param {Iterable<Product>} own
 */
const shelf = (
  attributes,
  own,
) => `<penchant-recommendations class="shelf" ${attributes} count="4" currency="EUR" item-url="/p/{id}">
${TEMPLATE}
${grid(own)}
</penchant-recommendations>`

/**
 * @param {Visitor} visitor
 * @param {string} title
 * @param {string} main
 * @param {string} [head]
 */
const page = ({ cdn, cart }, title, main, head = '') => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<!-- The demo's catalogue names its pictures from the root of the shop. -->
<base href="/">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/shop.css">
<script async src="${cdn}/penchant.js" data-model="${cdn}/model/" data-sources="auto" data-consent="granted"></script>
<!-- Not async: then the list has its size before the page is first drawn, and nothing moves. -->
<script src="${cdn}/elements.js"></script>
${head}
</head>
<body>
<header class="bar"><a href="/">Corner shop</a><form action="/search"><input type="search" name="q" placeholder="Search" aria-label="Search"></form><a href="/cart">Cart<span class="count">${cart.length}</span></a></header>
<main>
${main}
</main>
</body>
</html>`

/** @param {Visitor} visitor @param {string | null} department */
export function listPage(visitor, department) {
  const all = [...visitor.products.values()]
  const departments = [...new Set(all.map(({ category }) => category[0]))].sort()
  const name = department !== null && departments.includes(department) ? department : departments[0]
  const listed = all.filter(({ category }) => category[0] === name).slice(0, LISTED)
  const links = departments.map(
    (each) =>
      `<a href="/?in=${encodeURIComponent(each)}"${each === name ? ' aria-current="page"' : ''}>${escaped(each)}</a>`,
  )
  return page(
    visitor,
    `${name} · Corner shop`,
    `<h1>Good things for every room</h1>
${shelf('kind="for-you" heading="For you" page="/"', all.slice(0, 4))}
<section class="shelf">
<h2>${escaped(name)}</h2>
<nav class="chips" aria-label="Departments">${links.join('\n')}</nav>
<penchant-rerank>${grid(listed)}</penchant-rerank>
</section>`,
  )
}

/** What the page says of its product to search engines is all that the sources need. @param {Visitor} visitor @param {Product} product */
export function productPage(visitor, product) {
  const { id, title, brand, price, category, image } = product
  const described = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    sku: id,
    name: title,
    brand: { '@type': 'Brand', name: brand },
    category: category.join(' > '),
    image,
    offers: { '@type': 'Offer', price, priceCurrency: 'EUR' },
  }
  const alike = [...visitor.products.values()].filter((other) => other !== product && other.category[1] === category[1])
  return page(
    visitor,
    `${title} · Corner shop`,
    `<div class="product">
<img src="${escaped(image)}" alt="">
<div>
<p class="soft">${category.map(escaped).join(' › ')}</p>
<h1>${escaped(title)}</h1>
<p class="soft">by ${escaped(brand)}</p>
<p class="price">${money.format(price)}</p>
<form method="post" action="/p/${escaped(id)}"><button>Add to cart</button></form>
</div>
</div>
${shelf(`kind="similar" seed="${escaped(id)}" heading="Similar"`, alike.slice(0, 4))}`,
    `<script type="application/ld+json">${json(described)}</script>`,
  )
}

/** @param {Visitor} visitor @param {string} term */
export function searchPage(visitor, term) {
  const found = [...visitor.products.values()].filter(({ title }) => title.toLowerCase().includes(term.toLowerCase()))
  const event = { event: 'view_search_results', search_term: term }
  return page(
    visitor,
    `${term} · Corner shop`,
    `<h1>${found.length > 0 ? escaped(term) : `Nothing is called ${escaped(term)}`}</h1>
<section class="shelf">
${
  found.length > 0
    ? `<penchant-rerank>${grid(found.slice(0, LISTED))}</penchant-rerank>`
    : shelf(`kind="search" query="${escaped(term)}" heading="You may be looking for"`, [])
}
</section>`,
    pushed(event),
  )
}

/** @param {Visitor} visitor */
export function cartPage(visitor) {
  const { products, cart, added } = visitor
  const lines = cart.map((id) => /** @type {Product} */ (products.get(id)))
  const product = products.get(added ?? '')
  const event = product && {
    event: 'add_to_cart',
    ecommerce: { currency: 'EUR', value: product.price, items: [{ item_id: product.id, price: product.price }] },
  }
  const rows = lines.map(
    ({ title, price, image }) =>
      `<li class="line"><img src="${escaped(image)}" alt=""><span>${escaped(title)}</span><span class="price">${money.format(price)}</span></li>`,
  )
  return page(
    visitor,
    'Cart · Corner shop',
    `<h1>Cart</h1>
${lines.length > 0 ? `<ul>${rows.join('\n')}</ul>` : '<p class="soft">Nothing is in it yet.</p>'}
${shelf('kind="complete-cart" heading="Goes with your cart"', [...products.values()].slice(0, 4))}`,
    event ? pushed(event) : '',
  )
}

/** @param {Visitor} visitor */
export const missingPage = (visitor) =>
  page(visitor, 'Not found', '<h1>There is no such page</h1><p><a href="/">To the shop</a></p>')
