import { openFrame } from './browser/frame'
import { followLanguage } from './browser/language'
import { askBeforeLeaving } from './browser/leaving'
import { guarded } from './browser/report'
import { useThemeFile } from './browser/theme'
import { watchForUpgrade } from './browser/upgrade'
import { defineBuiltins } from './builtins'
import type { Bundle } from './bundle'
import { Parts } from './components/parts'
import { openSpace } from './components/space'
import { Units } from './components/units'
import { listenToGestures } from './input/gestures'
import { listenToPictures } from './input/given-pictures'
import { listenToKeys } from './input/keyboard-reach'
import { callApp, followVisibility, getApp, launchOptions, registerApp } from './pages/app'
import { stack, startRouter, useRoutes } from './pages/router'
import { followUnread } from './pages/title'
import { wx } from './wx'
import { onForeignChange } from './wx/device/storage'
import { completeInstances } from './wx/ui/instances'

/** Starts the mini-program: app.ts, then the scripts of all pages, then the page that the address names. */
export async function start(bundle: Bundle): Promise<void> {
  Object.assign(globalThis, {
    wx,
    App: registerApp,
    getApp,
    getCurrentPages: () => stack().map(({ instance }) => instance),
  })
  useThemeFile(bundle.theme)
  useRoutes(bundle.app.config)
  openFrame()
  listenToGestures()
  listenToKeys()
  listenToPictures()
  guarded('app.ts', bundle.app.run)
  followLanguage(getApp())
  completeInstances()
  const space = openSpace()
  defineBuiltins(space.code.getComponentSpace())
  const units = new Units(space.code, bundle.app.config)
  const parts = new Parts(bundle.later, units)
  units.define(bundle.first)
  callApp('onLaunch', launchOptions())
  callApp('onShow', launchOptions())
  await startRouter({ space, units, parts })
  for (const words of document.querySelectorAll('.wx-start')) words.remove()
  followUnread(getApp())
  followVisibility()
  askBeforeLeaving(getApp())
  watchForUpgrade()
  onForeignChange((key) => callApp('onStorageChange', key))
  window.addEventListener('unhandledrejection', ({ reason, promise }) => {
    callApp('onUnhandledRejection', { reason, promise })
  })
  window.addEventListener('error', ({ error }) => callApp('onError', String(error)))
  await parts.loadAll()
}
