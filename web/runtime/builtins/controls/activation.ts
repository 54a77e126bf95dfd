const activators = new WeakMap<Element, () => void>()

/** What tapping the label of a control does to it. */
export function activation(control: Element, activate: () => void): void {
  activators.set(control, activate)
  control.setAttribute('data-control', '')
}

/** Operates the control; false when there is none in this element. */
export function activate(control: Element | null): boolean {
  const run = control === null ? undefined : activators.get(control)
  run?.()
  return run !== undefined
}
