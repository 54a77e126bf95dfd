import { app } from '../app/index'

/**
 * The entry of a scanned code, a shared card or a link: called first in `onLoad` of every page that such a thing
 * may open. Returns true when the page has nothing to show, because the home page takes over: nobody is signed in yet, or
 * there is a code to follow first. The home page then opens the right page on top of itself.
 */
export function land(query: Record<string, string | undefined>): boolean {
  const isInvitation = query.scene !== undefined || query.code !== undefined
  if (app.me.get() && !isInvitation) return false
  app.joining.remember(query)
  wx.reLaunch({ url: '/pages/home/home' })
  return true
}
