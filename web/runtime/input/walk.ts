const back = new Set(['ArrowUp', 'ArrowLeft'])
const on = new Set(['ArrowDown', 'ArrowRight'])

/** To which of these a key leads from the one at `at`; nothing where it is no key for walking, or leads no further. */
export function walked(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (back.has(key)) return items[at - 1]
  return on.has(key) ? items[at + 1] : undefined
}
