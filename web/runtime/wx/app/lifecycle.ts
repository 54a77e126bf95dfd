import { appHide, appShow, enterOptions, launchOptions } from '../../pages/app'
import { eventPair } from '../api'

const errors = new Set<(message: string) => void>()
const rejections = new Set<(event: { reason: unknown; promise: Promise<unknown> }) => void>()

window.addEventListener('error', ({ error }) => {
  for (const listener of errors) listener(String(error))
})
window.addEventListener('unhandledrejection', ({ reason, promise }) => {
  for (const listener of rejections) listener({ reason, promise })
})

export const lifecycle = {
  getLaunchOptionsSync: launchOptions,
  getEnterOptionsSync: enterOptions,
  nextTick: (run: () => void) => queueMicrotask(run),
  ...eventPair('AppShow', appShow),
  ...eventPair('AppHide', appHide),
  ...eventPair('Error', errors),
  ...eventPair('UnhandledRejection', rejections),
  // Never fires: an unknown address opens the first page.
  ...eventPair('PageNotFound', new Set<() => void>()),
  ...eventPair('MemoryWarning', new Set<() => void>()),
}
