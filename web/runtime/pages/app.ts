import { guarded } from '../browser/report'
import { onThemeChange } from '../browser/theme'
import { currentAddress, stack } from './router'

export interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
  shareTicket: undefined
  referrerInfo: object
}

/** The object given to `App({…})`; of any mini-program, so that nothing in it is certain. */
type RunningApp = Partial<AppInstance> & Record<string, unknown>

/** WeChat's number for "opened from a link or a list"; the web has no better one. */
const sceneOfLink = 1001

let app: RunningApp = {}
let launch: LaunchOptions | undefined
const listeners = { show: new Set<(o: LaunchOptions) => void>(), hide: new Set<() => void>() }

/** What `App({...})` in app.ts calls. */
export function registerApp(definition: RunningApp): void {
  app = definition
}

export const getApp = (): RunningApp => app

export const launchOptions = (): LaunchOptions => {
  launch ??= enterOptions()
  return launch
}

export function enterOptions(): LaunchOptions {
  const { path, query } = currentAddress()
  return { path, query, scene: sceneOfLink, shareTicket: undefined, referrerInfo: {} }
}

export function callApp(name: string, ...args: unknown[]): void {
  const method = app[name]
  if (typeof method === 'function') guarded(`app ${name}`, () => method.apply(app, args))
}

export const appShow = listeners.show
export const appHide = listeners.hide

/** A visible tab is WeChat's foreground, a hidden one its background. */
export function followVisibility(): void {
  document.addEventListener('visibilitychange', () => {
    const top = stack().at(-1)
    if (document.hidden) {
      top?.hide(true)
      callApp('onHide')
      for (const listener of listeners.hide) guarded('onAppHide', () => listener())
      return
    }
    const options = enterOptions()
    callApp('onShow', options)
    for (const listener of listeners.show) guarded('onAppShow', () => listener(options))
    top?.show()
  })
  onThemeChange((theme) => {
    callApp('onThemeChange', { theme })
    for (const page of stack()) page.repaint()
  })
  window.addEventListener('resize', () => stack().at(-1)?.resized())
}
