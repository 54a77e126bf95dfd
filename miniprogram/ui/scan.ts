import { t } from '../i18n/index'
import { toast } from './dialogs'

/** What a scanned code holds: `path` for codes of this program, else `result`. */
export interface Scanned {
  path?: string
  result: string
}

/** Scans a code. Nothing when the person turned away, or when there is no camera to be had: that is said. */
export function scan(): Promise<Scanned | undefined> {
  return new Promise((resolve) => {
    wx.scanCode({
      scanType: ['qrCode', 'wxCode'],
      success: ({ path, result }) => resolve({ result, ...(path && { path }) }),
      fail({ errMsg }) {
        const words = wordsFor(errMsg)
        if (words !== undefined) toast(words)
        resolve(undefined)
      },
    })
  })
}

function wordsFor(errMsg: string): string | undefined {
  if (errMsg.includes('cancel')) return undefined
  // Asked anew at each tap: a person who refused the camera once may allow it later.
  return t(/auth|permission|deny/.test(errMsg) ? 'common.cameraRefused' : 'common.scanMissing')
}
