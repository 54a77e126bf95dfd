import { copyText } from '../../browser/copy-text'
import { words } from '../../browser/words'
import { toast } from '../../overlays/toast'
import { ApiFailure, asyncApi } from '../api'

export const clipboard = {
  /** Reports success with a toast, as WeChat does. */
  setClipboardData: asyncApi('setClipboardData', async ({ data }: { data: string }) => {
    if (!(await copyText(data))) throw new ApiFailure('the browser refused')
    toast({ title: words().copied, icon: 'none' })
  }),
  getClipboardData: asyncApi('getClipboardData', async () => {
    if (navigator.clipboard === undefined) throw new ApiFailure('the browser has no clipboard without https')
    return { data: await navigator.clipboard.readText() }
  }),
}
