import { own } from '../lib/own'

const titles = own<{ text: string; isHidden: boolean }>(() => ({ text: '', isHidden: false }))

/**
 * Gives a page its title. WeChat gives a title to whichever page is on top: one below (`hideTitle`) is titled when it is
 * shown again (`showTitle`). Without a text the title stays, for a room that is gone has none.
 */
export function setTitle(page: object, title: string): void {
  const known = titles(page)
  if (title === '' || title === known.text) return
  known.text = title
  if (!known.isHidden) wx.setNavigationBarTitle({ title })
}

/** The page is shown, or shown again. */
export function showTitle(page: object): void {
  const known = titles(page)
  known.isHidden = false
  if (known.text !== '') wx.setNavigationBarTitle({ title: known.text })
}

/** Another page is on top. */
export function hideTitle(page: object): void {
  titles(page).isHidden = true
}
