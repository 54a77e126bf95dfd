const waiting = new Set<() => void>()
let isUnsaved = false

/** Asks before the page is left, in the browser's own words, while the app's `unsaved` says that something would be lost. */
export function askBeforeLeaving(app: Partial<AppInstance>): void {
  app.unsaved?.subscribe((now) => {
    isUnsaved = now
    // Only while it is needed: some browsers keep no page with such a listener for the way back.
    if (now) return window.addEventListener('beforeunload', ask)
    window.removeEventListener('beforeunload', ask)
    for (const run of waiting) run()
    waiting.clear()
  })
}

/** Runs what leaves the page by itself: now, or once nothing would be lost. */
export function whenNothingIsLost(run: () => void): void {
  if (isUnsaved) waiting.add(run)
  else run()
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault()
  // Chrome before 119 looks at this alone.
  event.returnValue = true
}
