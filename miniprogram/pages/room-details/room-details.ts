import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { patch } from '../../lib/patch'
import { follow } from '../../lib/subscriptions'
import { cardOf } from '../../navigation/card'
import { go } from '../../navigation/go'
import { land } from '../../navigation/land'
import { isName, tidyName } from '../../protocol/index'
import type { Gone, RoomState } from '../../rooms/room'
import type { RoomHandle } from '../../rooms/room-handle'
import { copy } from '../../ui/copy'
import { complain, isSure } from '../../ui/dialogs'
import { themed } from '../../ui/themed'

const pageWords = () =>
  words(
    'details.name',
    'details.code',
    'details.copy',
    'details.people',
    'details.qr',
    'details.share',
    'details.recode',
    'details.quit',
    'details.dissolve',
    'details.open',
    'room.back',
  )

Page({
  behaviors: [themed],

  data: {
    t: pageWords(),
    kind: '' as '' | RoomState['kind'],
    title: '',
    code: '',
    count: '',
    isOwner: false,
    qr: '',
    qrLabel: '',
    qrProblem: '',
    gone: '',
    busy: false,
  },

  room: undefined as RoomHandle | undefined,
  roomId: '',
  isOver: false,

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    this.roomId = query.room ?? 'lobby'
    patch(this, { t: pageWords() })
    wx.setNavigationBarTitle({ title: t('details.title') })
    follow(
      this,
      app.whenIn(() => this.enter()),
    )
    void this.onQr()
  },

  enter() {
    this.room = app.enterRoom(this.roomId, {
      onState: (state) => this.onState(state),
      onGone: (reason) => this.onGone(reason),
    })
  },

  onUnload() {
    this.room?.leave()
  },

  onShareAppMessage() {
    const { title, code } = this.data
    return cardOf({ id: this.roomId, title, ...(code !== '' && { code }) })
  },

  onState({ kind, title, code = '', role, members }: RoomState) {
    // With a new code comes a new QR code.
    if (code !== this.data.code && this.data.code !== '') void this.onQr()
    const shown = kind === 'lobby' ? t('room.lobby') : title
    const isOwner = role === 'owner' && kind === 'group'
    const count = t('details.count', { count: members })
    patch(this, { kind, title: shown, code, isOwner, count, qrLabel: t('details.qr-of', { name: shown }) })
  },

  onGone(reason: Gone) {
    // Having quit by hand, one is on the way to the home page already.
    if (!this.isOver) patch(this, { gone: t(`room.gone-${reason}`) })
  },

  onBack() {
    wx.reLaunch({ url: '/pages/home/home' })
  },

  async onQr() {
    patch(this, { qr: '', qrProblem: '' })
    try {
      patch(this, { qr: await app.codes.ofRoom(this.roomId) })
    } catch {
      patch(this, { qrProblem: t('details.qr-problem') })
    }
  },

  onCopy() {
    copy(this.data.code)
  },

  onPeople() {
    go(`/pages/people/people?room=${this.roomId}`)
  },

  async onRename() {
    if (!this.data.isOwner) return
    const answer = await wx.showModal({
      title: t('details.rename'),
      content: this.data.title,
      editable: true,
      cancelText: t('common.cancel'),
      confirmText: t('common.ok'),
    })
    const name = tidyName(answer.content ?? '')
    if (!answer.confirm || name === this.data.title) return
    if (!isName(name)) complain('bad-name')
    else await this.act(() => app.rooms.rename(this.roomId, name))
  },

  async onRecode() {
    if (await isSure(t('details.sure-recode'), t('details.recode-yes')))
      await this.act(() => app.rooms.recode(this.roomId))
  },

  async onQuit() {
    const question = t(this.data.isOwner ? 'details.sure-quit-owner' : 'details.sure-quit')
    if (await isSure(question, t('details.quit-yes'))) await this.end(() => app.rooms.quit(this.roomId))
  },

  async onDissolve() {
    if (await isSure(t('details.sure-dissolve'), t('details.dissolve-yes')))
      await this.end(() => app.rooms.dissolve(this.roomId))
  },

  /** Ends the room for me, and leaves this page. */
  async end(work: () => Promise<void>) {
    this.isOver = true
    if (await this.act(work)) this.onBack()
    else this.isOver = false
  },

  /** One thing at a time. Answers whether it was done. */
  async act(work: () => Promise<unknown>): Promise<boolean> {
    if (this.data.busy) return false
    patch(this, { busy: true })
    try {
      await work()
      return true
    } catch (error) {
      complain(error)
      return false
    } finally {
      patch(this, { busy: false })
    }
  },
})
