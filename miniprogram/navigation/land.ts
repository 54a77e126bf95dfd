import { app } from '../app/index'

/**
 * Where a scanned code, a shared card or a link comes in: called first in `onLoad` of every page that such a thing
 * may open. Answers true when the page has nothing to show, because home takes over: nobody is signed in yet, or
 * there is a code to follow first. Home opens the right page then, on top of itself.
 */
export function land(query: Record<string, string | undefined>): boolean {
  const isInvitation = query.scene !== undefined || query.code !== undefined
  if (app.me.get() && !isInvitation) return false
  app.joining.remember(query)
  wx.reLaunch({ url: '/pages/home/home' })
  return true
}
