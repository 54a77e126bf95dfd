/** Numbers the options of all lists. */
let options = 0

/**
 * A list of suggestions (role `listbox`) is chosen from while the focus stays in the field in which one types: arrows go from one to the
 * next, Enter and Tab take it. As WAI-ARIA has it for a combobox the field names the chosen one by `aria-activedescendant`.
 */
export function suggest(list: HTMLElement): void {
  let field: HTMLElement | undefined
  let chosen: HTMLElement | undefined

  function choose(option: HTMLElement | undefined): void {
    chosen?.setAttribute('aria-selected', 'false')
    chosen = option
    if (option) {
      if (option.id === '') {
        options += 1
        option.id = `option-${options}`
      }
      option.setAttribute('aria-selected', 'true')
      option.scrollIntoView({ block: 'nearest' })
    }
    if (field && option) field.setAttribute('aria-activedescendant', option.id)
    else field?.removeAttribute('aria-activedescendant')
  }

  function stop(): void {
    document.removeEventListener('keydown', onKey, { capture: true })
    observer.disconnect()
    choose(undefined)
  }

  /** Others are suggested: the first is the best. */
  function renew(): void {
    const active = document.activeElement
    if (active instanceof HTMLElement && active.matches('input, textarea')) field = active
    choose(all(list)[0])
  }

  function onKey(event: KeyboardEvent): void {
    if (!list.isConnected) return stop()
    // An input method has the key.
    if (event.isComposing || event.keyCode === 229 || event.target !== field) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const takes = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey
    if ((step === undefined && !takes) || chosen === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (step === undefined) return chosen.click()
    const rows = all(list)
    choose(rows.at((rows.indexOf(chosen) + step) % rows.length))
  }

  // What is in the list comes and goes; what goes with it is the list itself.
  const observer = new MutationObserver(renew)
  observer.observe(list, { childList: true, subtree: true })
  document.addEventListener('keydown', onKey, { capture: true })
  queueMicrotask(renew)
}

function all(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role="option"]')]
}
