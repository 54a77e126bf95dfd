type Listener = (height: number) => void

const listeners = new Set<Listener>()
let focused: { field: Element; listener: Listener } | undefined

/**
 * Calls `listener` when the keyboard of a phone opens or closes while `field` has the focus. The height is always 0:
 * the frame has shrunk by itself, and a page that padded as well would leave a gap.
 */
export function whileFocused(field: Element, listener: Listener): void {
  focused = { field, listener }
}

export function onKeyboardHeight(listener: Listener): void {
  listeners.add(listener)
}

export function offKeyboardHeight(listener?: Listener): void {
  if (listener === undefined) listeners.clear()
  else listeners.delete(listener)
}

let height = window.visualViewport?.height ?? 0

window.visualViewport?.addEventListener('resize', () => {
  const now = window.visualViewport?.height ?? 0
  // Address bars move a viewport as well, by far less than any keyboard.
  if (Math.abs(now - height) > 120) tell()
  height = now
})

function tell(): void {
  if (focused?.field.isConnected === true) focused.listener(0)
  for (const listener of listeners) listener(0)
}
