import type { Secrets } from '../session/ports'

/** Milliseconds after which the phone is taken to have no answer: the program waits for one before it starts. */
const timeoutMs = 2_000

/**
 * WeChat's encrypted storage, from base library 2.21.3 on. An older one keeps the same as it is; so does a browser, which
 * has nowhere to hide anything from its own pages.
 */
export const secrets: Secrets = {
  read: (key) =>
    inTime((resolve, reject) =>
      wx.getStorage<unknown>({
        key,
        encrypt: true,
        success: ({ data }) => resolve(typeof data === 'string' ? data : undefined),
        fail: ({ errMsg }) =>
          errMsg.includes('data not found') ? resolve(undefined) : reject(new Error(errMsg)),
      }),
    ),
  write: (key, text) =>
    inTime((resolve, reject) =>
      wx.setStorage({
        key,
        data: text,
        encrypt: true,
        success: () => resolve(),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      }),
    ),
}

function inTime<T>(ask: (resolve: (value: T) => void, reject: (error: Error) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('the phone did not answer')), timeoutMs)
    ask(resolve, reject)
  })
}
