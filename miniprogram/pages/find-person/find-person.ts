import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { patch } from '../../lib/patch'
import { followScan } from '../../navigation/follow-scan'
import { openPerson } from '../../navigation/go'
import { land } from '../../navigation/land'
import { isServerId, tidyId } from '../../protocol/index'
import { themed } from '../../ui/themed'

const pageWords = () => words('findPerson.id', 'findPerson.hint', 'findPerson.find', 'findPerson.scan')

Page({
  behaviors: [themed],

  data: { t: pageWords(), problem: '', busy: false },

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    patch(this, { t: pageWords() })
    wx.setNavigationBarTitle({ title: t('findPerson.title') })
  },

  onFind(event: WechatMiniprogram.FormSubmit) {
    void this.find(String(event.detail.value.id ?? ''))
  },

  onConfirm(event: WechatMiniprogram.InputConfirm) {
    void this.find(event.detail.value)
  },

  async find(typed: string) {
    if (this.data.busy) return
    const id = tidyId(typed)
    const isId = isServerId(id)
    patch(this, { problem: isId ? '' : t('findPerson.badId'), busy: isId })
    if (!isId) return
    try {
      openPerson((await app.people.find(id)).id)
    } catch (error) {
      patch(this, { problem: explain(error) })
    }
    patch(this, { busy: false })
  },

  async onScan() {
    await followScan()
  },
})
