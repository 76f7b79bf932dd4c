const MOVE = 260
const APPEAR = 160

/**
 * Runs `change`, which puts `elements` elsewhere, so that nothing jumps: each goes from where it was to where it is; for
 * who wants no motion, what has moved fades in at its new place.
 */
export function moveSmoothly(elements: readonly Element[], change: () => void): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  const places = () => elements.map((element) => element.getBoundingClientRect())
  const before = places()
  change()
  for (const [i, now] of places().entries()) {
    const x = before[i].x - now.x
    const y = before[i].y - now.y
    if (!x && !y) continue
    const from = calm ? { opacity: 0 } : { transform: `translate(${x}px, ${y}px)` }
    elements[i].animate([from, {}], { duration: calm ? APPEAR : MOVE, easing: 'ease-out' })
  }
}
