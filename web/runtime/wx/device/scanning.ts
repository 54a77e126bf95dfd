import { openScanner } from '../../overlays/scanner'
import { ApiFailure, asyncApi } from '../api'

interface Scan {
  onlyFromCamera?: boolean
  scanType?: string[]
}

export const scanning = {
  /** Reads QR codes alone: what WeChat draws as its own codes, only WeChat can read. */
  scanCode: asyncApi('scanCode', async ({ onlyFromCamera = false, scanType = ['qrCode'] }: Scan) => {
    if (!scanType.includes('qrCode')) throw new ApiFailure('only QR codes are read on the web')
    const result = await openScanner(onlyFromCamera)
    if (result === undefined) throw new ApiFailure('cancel')
    const path = ownPath(result)
    return { result, scanType: 'QR_CODE', charSet: 'utf-8', ...(path !== undefined && { path }) }
  }),
}

/** The page that a code of this very web room leads to, with its query, as WeChat gives it for codes of the program. */
function ownPath(text: string): string | undefined {
  const room = `${location.origin}${location.pathname}#/`
  return text.startsWith(room) ? text.slice(room.length) : undefined
}
