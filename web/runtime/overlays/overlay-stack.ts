/** Takes an overlay off the screen, as its cancel button does: Back was pressed, or Esc. */
type Dismiss = () => void

/** The router's part in the history. */
export interface PageHistory {
  /** Whether an entry of the history belongs to the page that is shown. */
  isShown(state: unknown): boolean
  /** Shows the page of an entry to which somebody went. */
  follow(state: unknown): void
}

/** The overlays that are open, the topmost last. */
const open: Dismiss[] = []
/** What waits for the browser to arrive where the program sent it. */
let arrived: (() => void) | undefined
/** Changes of the history, one after the other: going back takes a while, and what is pushed meanwhile would be lost. */
let changes: Promise<unknown> = Promise.resolve()

/** Overlays leave at an Esc that nothing inside them took, the topmost alone. */
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
  const topmost = open.at(-1)
  if (topmost === undefined) return
  event.preventDefault()
  topmost()
})

/**
 * An overlay has opened: it gets an entry of the history, so that Back dismisses it and leaves the page alone.
 * Returns what must be called once it has closed, by whatever means: its entry goes.
 */
export function openOverlay(dismiss: Dismiss): () => void {
  open.push(dismiss)
  settle()
  return () => {
    const at = open.indexOf(dismiss)
    if (at < 0) return
    open.splice(at, 1)
    settle()
  }
}

/** Follows the buttons of the browser. Entries left of overlays before a reload are given back. */
export function followHistory(pages: PageHistory): void {
  window.addEventListener('popstate', ({ state }) => {
    if (arrived !== undefined) {
      arrived()
      arrived = undefined
      return
    }
    const left = open.splice(pages.isShown(state) ? depthOf(state) : 0)
    for (const dismiss of left.reverse()) dismiss()
    pages.follow(state)
    // Forward leads to an entry whose overlay is gone.
    settle()
  })
  settle()
}

/** Changes the pages at the entry of the page on top. Overlays that are open stay, and get entries of the new page. */
export function changePages<T>(change: () => T | Promise<T>): Promise<T> {
  return inTurn(async () => {
    await reach(0)
    try {
      return await change()
    } finally {
      await reach(open.length)
    }
  })
}

/** Goes back in the history; done when the browser is there. */
export function travel(by: number): Promise<void> {
  return new Promise((resolve) => {
    arrived = resolve
    history.go(by)
  })
}

function settle(): void {
  void inTurn(() => reach(open.length))
}

function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const changed = changes.then(change)
  changes = changed.catch(() => undefined)
  return changed
}

/** Makes the history as many entries high, above that of the page, as `depth` says. */
async function reach(depth: number): Promise<void> {
  const now = depthOf(history.state)
  if (now > depth) await travel(depth - now)
  for (let at = now + 1; at <= depth; at += 1) history.pushState({ ...history.state, overlays: at }, '')
}

const depthOf = (state: unknown): number => (state as { overlays?: number } | null)?.overlays ?? 0
