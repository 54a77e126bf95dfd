import { patch } from '../../lib/patch'
import { land } from '../../navigation/land'

/** The call in a browser inside WeChat, where the operator has arranged for it (`CALL_PAGE`): it fills the page. */
Page({
  data: { url: '' },

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    const url = decodeURIComponent(query.url ?? '')
    if (/^https:\/\//.test(url)) patch(this, { url })
  },
})
