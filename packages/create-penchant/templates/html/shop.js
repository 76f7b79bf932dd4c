import { products } from './products.js'

const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })
const list = document.querySelector('#products')
const consent = document.querySelector('#consent')

for (const { id, title, price } of products) {
  const card = document.createElement('a')
  card.className = 'card'
  card.href = `#${id}`
  const name = document.createElement('b')
  name.textContent = title
  card.append(name, euros.format(price))
  const item = document.createElement('li')
  item.append(card)
  list.append(item)
}

/** A shop has a page for each product; here its address is enough. */
function look() {
  const id = location.hash.slice(1)
  if (id) penchant('track', 'view_item', { items: [{ item_id: id }] })
}
addEventListener('hashchange', look)
look()

// The visitor is asked once; what they said is kept for the next visit.
const said = localStorage.getItem('consent')
if (said === 'granted') penchant('consent', 'grant')
consent.hidden = said !== null
consent.addEventListener('click', ({ target }) => {
  const { value } = target
  if (!value) return
  localStorage.setItem('consent', value)
  penchant('consent', value === 'granted' ? 'grant' : 'deny')
  consent.hidden = true
})
