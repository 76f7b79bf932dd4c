/* The shop's own script, as it was. */
const done = document.querySelector('#done')

document.querySelector('#products').addEventListener('click', ({ target }) => {
  const button = target.closest('button')
  if (!button) return
  const { id, price } = button.closest('li').dataset
  // The price is a text, as many shops send it.
  const item = { item_id: id, price, quantity: 1 }
  dataLayer.push({ ecommerce: null })
  dataLayer.push({ event: button.value, ecommerce: { currency: 'EUR', value: Number(price), items: [item] } })
  done.textContent = `dataLayer.push({ event: '${button.value}', … item_id: '${id}' })`
})
