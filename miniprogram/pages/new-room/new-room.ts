import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { patch } from '../../lib/patch'
import { followScan } from '../../navigation/follow-scan'
import { go } from '../../navigation/go'
import { land } from '../../navigation/land'
import { isName, isServerId, type RoomCard, tidyId, tidyName } from '../../protocol/index'
import { themed } from '../../ui/themed'

const pageWords = () =>
  words(
    'newRoom.createTitle',
    'newRoom.name',
    'newRoom.nameHint',
    'newRoom.create',
    'newRoom.joinTitle',
    'newRoom.code',
    'newRoom.codeHint',
    'newRoom.join',
    'newRoom.scan',
    'forward.several',
    'forward.severalHint',
    'forward.write',
  )

Page({
  behaviors: [themed],

  data: { t: pageWords(), nameProblem: '', codeProblem: '', busy: false },

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    patch(this, { t: pageWords() })
    wx.setNavigationBarTitle({ title: t('newRoom.title') })
  },

  onCreate(event: WechatMiniprogram.FormSubmit) {
    void this.create(String(event.detail.value.name ?? ''))
  },

  onNamed(event: WechatMiniprogram.InputConfirm) {
    void this.create(event.detail.value)
  },

  async create(typed: string) {
    const name = tidyName(typed)
    if (!isName(name)) {
      patch(this, { nameProblem: explain('bad-name'), codeProblem: '' })
      return
    }
    patch(this, { nameProblem: await this.enter(() => app.rooms.create(name)), codeProblem: '' })
  },

  onJoin(event: WechatMiniprogram.FormSubmit) {
    void this.join(String(event.detail.value.code ?? ''))
  },

  onCode(event: WechatMiniprogram.InputConfirm) {
    void this.join(event.detail.value)
  },

  async join(typed: string) {
    // People copy a code with the blanks around it, read it out in groups, and type it with a Chinese keyboard.
    const code = tidyId(typed)
    if (!isServerId(code)) {
      patch(this, { codeProblem: t('newRoom.badCode'), nameProblem: '' })
      return
    }
    patch(this, { codeProblem: await this.enter(() => app.rooms.join(code)), nameProblem: '' })
  },

  onSeveral() {
    go('/pages/forward/forward')
  },

  async onScan() {
    await followScan()
  },

  /** Opens the room in place of this page: the way back leads home. Answers with what went wrong. */
  async enter(ask: () => Promise<RoomCard>): Promise<string> {
    if (this.data.busy) return ''
    patch(this, { busy: true })
    try {
      const { id } = await ask()
      wx.redirectTo({ url: `/pages/group-room/group-room?room=${id}` })
      return ''
    } catch (error) {
      return explain(error)
    } finally {
      patch(this, { busy: false })
    }
  },
})
