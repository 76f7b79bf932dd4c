let timer: ReturnType<typeof setTimeout> | undefined

/** Says in a few words what just happened; read out by screen readers, gone after a while. */
export function toast(text: string): void {
  const element = document.querySelector<HTMLElement>('.toast')
  if (!element) return
  element.textContent = text
  element.hidden = false
  clearTimeout(timer)
  timer = setTimeout(() => {
    element.hidden = true
  }, 4000)
}
