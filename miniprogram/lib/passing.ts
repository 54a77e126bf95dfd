import { own } from './own'

/** Milliseconds for which a passing remark is shown. */
const remarkMs = 4_000

const timers = own(() => ({ end: () => {} }))

/** Shows a remark and takes it back a little later, unless another one came. */
export function remark(page: object, text: string, show: (text: string) => void): void {
  forgetRemark(page)
  show(text)
  const timer = setTimeout(() => show(''), remarkMs)
  timers(page).end = () => clearTimeout(timer)
}

/** Call it when the page is unloaded. */
export function forgetRemark(page: object): void {
  timers(page).end()
}
