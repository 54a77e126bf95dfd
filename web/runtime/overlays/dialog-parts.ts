import { frame } from '../browser/frame'
import { openOverlay } from './overlay-stack'

/** A dialog on the frame, not shown yet. `name` is its accessible name. */
export function openDialog(kind: string, name: string): HTMLDialogElement {
  const dialog = document.createElement('dialog')
  dialog.className = `wx-dialog ${kind}`
  dialog.setAttribute('aria-label', name)
  frame.append(dialog)
  return dialog
}

/** Adds an element with a text. */
export function put<K extends keyof HTMLElementTagNameMap>(
  parent: Element,
  tag: K,
  text: string,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.textContent = text
  parent.append(element)
  return element
}

/** Adds a button. */
export function act(
  parent: Element,
  text: string,
  colour: string | undefined,
  run: () => void,
): HTMLButtonElement {
  const button = put(parent, 'button', text)
  button.type = 'button'
  if (colour !== undefined) button.style.color = colour
  button.addEventListener('click', run)
  return button
}

/** The dialog's one answer: `give` resolves `given` and removes the dialog. Esc and Back give `otherwise`. */
export function settled<T>(
  dialog: HTMLDialogElement,
  otherwise: T,
): { give: (value: T) => void; given: Promise<T> } {
  let give: (value: T) => void = () => undefined
  const given = new Promise<T>((resolve) => {
    const closed = openOverlay(() => give(otherwise))
    give = (value) => {
      resolve(value)
      dialog.close()
      dialog.remove()
      closed()
    }
  })
  // The browser has ways of its own to close one: Android's Back comes as such, before the history hears of it.
  dialog.addEventListener('cancel', (event) => event.preventDefault())
  for (const way of ['cancel', 'close']) dialog.addEventListener(way, () => give(otherwise))
  return { give, given }
}
