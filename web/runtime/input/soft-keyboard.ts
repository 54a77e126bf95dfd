type Heard = (height: number) => void

const everyone = new Set<Heard>()
let focused: { field: Element; heard: Heard } | undefined

/**
 * Tells `heard` when the keyboard of a phone comes or goes while `field` has the focus.
 * The height told is always 0: the frame has shrunk by itself, and a page that padded once more would leave a hole.
 */
export function whileFocused(field: Element, heard: Heard): void {
  focused = { field, heard }
}

export function onKeyboardHeight(heard: Heard): void {
  everyone.add(heard)
}

export function offKeyboardHeight(heard?: Heard): void {
  if (heard === undefined) everyone.clear()
  else everyone.delete(heard)
}

let height = window.visualViewport?.height ?? 0

window.visualViewport?.addEventListener('resize', () => {
  const now = window.visualViewport?.height ?? 0
  // Address bars move a viewport as well, by far less than any keyboard.
  if (Math.abs(now - height) > 120) tell()
  height = now
})

function tell(): void {
  if (focused?.field.isConnected === true) focused.heard(0)
  for (const heard of everyone) heard(0)
}
