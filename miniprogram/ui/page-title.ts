import { own } from '../lib/own'

const titles = own<{ text: string }>(() => ({ text: '' }))

/**
 * Gives a page its title. WeChat gives a title to whichever page is on top: one below is titled when it is shown again
 * (`showTitle`). Without a text the title stays, for a room that is gone has none.
 */
export function setTitle(page: object, text: string): void {
  const title = titles(page)
  if (text === '' || text === title.text) return
  title.text = text
  showTitle(page)
}

/** The page is shown, or shown again. */
export function showTitle(page: object): void {
  const { text: title } = titles(page)
  if (title !== '' && getCurrentPages().pop() === page) wx.setNavigationBarTitle({ title })
}
