import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { forgetRemark, remark } from '../../lib/passing'
import { patch } from '../../lib/patch'
import { cardOf } from '../../navigation/card'
import { go, openPerson } from '../../navigation/go'
import { land } from '../../navigation/land'
import { openCall } from '../../navigation/place-call'
import type { Person } from '../../protocol/index'
import type { Presence, RoomState } from '../../rooms/room'
import { hideTitle, setTitle, showTitle } from '../../ui/page-title'
import { themed } from '../../ui/themed'
import { joinLeaveText } from './join-leave-text'

const pageWords = () => words('room.people', 'room.details', 'call.group')

Page({
  behaviors: [themed],

  data: {
    t: pageWords(),
    room: '',
    live: false,
    online: 0,
    /** The room is over: nothing leads deeper into it. */
    isGone: false,
    /** How many are here; who came or went; who is writing: the last one that is not empty is shown. */
    present: '',
    passing: '',
    typing: '',
  },

  // What a share card needs. WeChat asks for it at once, so it is kept here.
  card: { id: 'lobby', title: '' } as Pick<RoomState, 'id' | 'title' | 'code'>,

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    patch(this, { t: pageWords(), room: query.room ?? 'lobby' })
  },

  onShow() {
    showTitle(this)
  },

  onHide() {
    hideTitle(this)
  },

  onUnload() {
    forgetRemark(this)
  },

  onShareAppMessage() {
    return cardOf(this.card)
  },

  onState(event: WechatMiniprogram.CustomEvent<{ state: RoomState }>) {
    const { state } = event.detail
    const { online, live } = state
    const title = state.kind === 'lobby' ? t('room.lobby') : state.title
    setTitle(this, title)
    this.card = { ...state, title }
    const present = live ? t('room.online', { count: online }) : ''
    patch(this, { online, live, present })
  },

  onGone() {
    patch(this, { isGone: true, present: '', passing: '', typing: '' })
  },

  onPresence(event: WechatMiniprogram.CustomEvent<{ presence: Presence }>) {
    const words = joinLeaveText(event.detail.presence, app.me.get()?.id ?? '')
    if (words !== '') remark(this, words, (passing) => patch(this, { passing }))
  },

  onTyping(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    patch(this, { typing: event.detail.text })
  },

  onPerson(event: WechatMiniprogram.CustomEvent<{ person: Person }>) {
    openPerson(event.detail.person.id)
  },

  onPeople() {
    if (this.data.isGone) return
    go(`/pages/people/people?room=${this.data.room}`)
  },

  onCall() {
    openCall(this.data.room)
  },

  onDetails() {
    go(`/pages/room-details/room-details?room=${this.data.room}`)
  },
})
