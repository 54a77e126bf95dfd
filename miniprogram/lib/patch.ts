interface Patchable<D> {
  readonly data: D
  setData(change: object, drawn?: () => void): void
}

/**
 * `setData` that refuses keys which the page never declared; the official typings let them through.
 * `drawn` is called when the change is on the screen.
 */
export function patch<D extends object>(page: Patchable<D>, change: Partial<D>, drawn?: () => void): void {
  page.setData(change, drawn)
}
