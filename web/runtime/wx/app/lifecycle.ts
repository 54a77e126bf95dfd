import { appHide, appShow, enterOptions, launchOptions } from '../../pages/app'
import { eventPair } from '../api'

const errors = new Set<(message: string) => void>()
const rejections = new Set<(event: { reason: unknown; promise: Promise<unknown> }) => void>()

window.addEventListener('error', ({ error }) => {
  for (const heard of errors) heard(String(error))
})
window.addEventListener('unhandledrejection', ({ reason, promise }) => {
  for (const heard of rejections) heard({ reason, promise })
})

export const lifecycle = {
  getLaunchOptionsSync: launchOptions,
  getEnterOptionsSync: enterOptions,
  nextTick: (run: () => void) => queueMicrotask(run),
  ...eventPair('AppShow', appShow),
  ...eventPair('AppHide', appHide),
  ...eventPair('Error', errors),
  ...eventPair('UnhandledRejection', rejections),
  // The web room sends a person who asks for an unknown page to the first one.
  ...eventPair('PageNotFound', new Set<() => void>()),
  ...eventPair('MemoryWarning', new Set<() => void>()),
}
