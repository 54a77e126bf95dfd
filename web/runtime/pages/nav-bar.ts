import { themed } from '../browser/theme'
import { words } from '../browser/words'
import type { PageConfig } from '../bundle'

/** The bar above a page: its title, and the button that leads back. */
export interface NavBar {
  element: HTMLElement | undefined
  text: string
  title(text: string): void
  loading(on: boolean): void
  colour(front: string, back: string): void
  /** Where the button leads: to the page before, to the home page, or, undefined, there is none. */
  leadTo(to: 'back' | 'home' | undefined): void
  /** From now on there is no button to the home page. */
  hideHome(): void
}

/** What the button of the bar does. */
export interface NavActions {
  back(): void
  home(): void
}

export function openNavBar(config: PageConfig, actions: NavActions): NavBar {
  const element = document.createElement('header')
  const button = document.createElement('button')
  const heading = document.createElement('h1')
  const spinner = document.createElement('i')
  element.className = 'wx-nav'
  spinner.className = 'wx-spinner'
  spinner.hidden = true
  button.type = 'button'
  element.append(button, spinner, heading)
  let isHomeHidden = false
  button.addEventListener('click', () => (button.dataset.to === 'home' ? actions.home() : actions.back()))
  const bar: NavBar = {
    element: config.navigationStyle === 'custom' ? undefined : element,
    text: '',
    title(text) {
      bar.text = text
      heading.textContent = text
    },
    loading(on) {
      spinner.hidden = !on
    },
    colour(front, back) {
      if (front !== '') element.style.color = front
      if (back !== '') element.style.backgroundColor = back
    },
    leadTo(to) {
      button.hidden = to === undefined || (to === 'home' && isHomeHidden)
      button.dataset.to = to
      button.setAttribute('aria-label', to === 'home' ? words().home : words().back)
    },
    hideHome() {
      isHomeHidden = true
      // A page calls this as it loads, before the router says where the button leads.
      if (button.dataset.to === 'home') button.hidden = true
    },
  }
  bar.title(config.navigationBarTitleText ?? '')
  paint(bar, config)
  return bar
}

/** The colours of the page's JSON; again when light turns to dark. */
export function paint(bar: NavBar, config: PageConfig): void {
  const front = themed(config.navigationBarTextStyle)
  bar.colour(
    front === 'black' ? '#000' : front === 'white' ? '#fff' : '',
    themed(config.navigationBarBackgroundColor) ?? '',
  )
}
