const done = document.querySelector('#done')

document.querySelector('#products').addEventListener('click', ({ target }) => {
  const button = target.closest('button')
  if (!button) return
  const { id } = button.closest('li').dataset
  penchant('track', 'view_item', { items: [{ item_id: id }] })
  done.textContent = `penchant('track', 'view_item', … item_id: '${id}')`
})
