import { callApp, followVisibility, getApp, launchOptions, registerApp } from './app'
import type { Bundle } from './bundle'
import { openFrame } from './frame'
import { listenToGestures } from './gestures'
import { listenToPictures } from './given-pictures'
import { listenToKeys } from './keyboard-reach'
import { followLanguage } from './language'
import { guarded } from './report'
import { stack, startRouter, useRoutes } from './router'
import { openSpace } from './space'
import { useThemeFile } from './theme'
import { followUnread } from './title'
import { watchForUpgrade } from './upgrade'
import { wx } from './wx'

/** Starts the mini-program: app.ts, then the scripts of all pages, then the page that the address names. */
export function start(bundle: Bundle): void {
  Object.assign(globalThis, {
    wx,
    App: registerApp,
    getApp,
    getCurrentPages: () => stack().map(({ instance }) => instance),
  })
  useThemeFile(bundle.theme)
  useRoutes(bundle)
  openFrame()
  listenToGestures()
  listenToKeys()
  listenToPictures()
  guarded('app.ts', bundle.app.run)
  followLanguage(getApp())
  const space = openSpace(bundle)
  callApp('onLaunch', launchOptions())
  callApp('onShow', launchOptions())
  startRouter(space)
  for (const words of document.querySelectorAll('.wx-start')) words.remove()
  followUnread(getApp())
  followVisibility()
  watchForUpgrade()
  window.addEventListener('unhandledrejection', ({ reason, promise }) => {
    callApp('onUnhandledRejection', { reason, promise })
  })
  window.addEventListener('error', ({ error }) => callApp('onError', String(error)))
}
