import { copyText } from '../../browser/copy-text'
import { toast } from '../../overlays/toast'
import { ApiFailure, asyncApi } from '../api'

export const clipboard = {
  /** Reports success with a toast, as WeChat does. */
  setClipboardData: asyncApi('setClipboardData', async ({ data }: { data: string }) => {
    if (!(await copyText(data))) throw new ApiFailure('the browser refused')
    toast({ title: '内容已复制 Copied', icon: 'none' })
  }),
  getClipboardData: asyncApi('getClipboardData', async () => {
    if (navigator.clipboard === undefined) throw new ApiFailure('the browser has no clipboard without https')
    return { data: await navigator.clipboard.readText() }
  }),
}
