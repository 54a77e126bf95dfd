/** What `aria-` attributes say of the tag, they say of the control inside it. */
export function nameInside(element: HTMLElement, control: HTMLElement): void {
  element.addEventListener('wx-aria', (event) => {
    const name = (event as CustomEvent<string>).detail
    const value = element.getAttribute(name)
    if (name === 'aria-role' || value === null) return
    control.setAttribute(name, value)
    element.removeAttribute(name)
  })
}
