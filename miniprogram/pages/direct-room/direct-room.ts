import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { forgetRemark, remark } from '../../lib/passing'
import { patch } from '../../lib/patch'
import { roomTitle } from '../../lib/room-title'
import { openPerson } from '../../navigation/go'
import { land } from '../../navigation/land'
import { callPerson } from '../../navigation/place-call'
import type { CallMedia, Person } from '../../protocol/index'
import type { RoomState } from '../../rooms/room'
import { hideTitle, setTitle, showTitle } from '../../ui/page-title'
import { themed } from '../../ui/themed'

const pageWords = () => words('direct.profile', 'call.voice', 'call.video')

Page({
  behaviors: [themed],

  data: {
    t: pageWords(),
    room: '',
    isOnline: false,
    /** The talk with oneself. */
    isFavourites: false,
    /** Whether the other one is there; that they left; that they write: the last one that is not empty is shown. */
    present: '',
    passing: '',
    typing: '',
  },

  peer: undefined as Person | undefined,

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    patch(this, { t: pageWords(), room: query.room ?? '' })
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

  onState(event: WechatMiniprogram.CustomEvent<{ state: RoomState }>) {
    const { title, peer, peerOnline = false, online, live, isFavourites = false } = event.detail.state
    setTitle(this, roomTitle({ title, isFavourites }))
    if (isFavourites) {
      patch(this, { isFavourites, present: t('favourites.hint') })
      return
    }
    // Of a room that is over nothing is known any more: the way to the person stays.
    if (peer) this.peer = peer
    const where = online > 1 ? 'direct.here' : peerOnline ? 'direct.online' : 'direct.offline'
    patch(this, { isOnline: live && peerOnline, present: live ? t(where) : '' })
  },

  /** The other person came back: they have not left any more. */
  onPresence() {
    forgetRemark(this)
    patch(this, { passing: '' })
  },

  onPeerLeft(event: WechatMiniprogram.CustomEvent<{ person: Person }>) {
    const words = t('direct.left', { name: event.detail.person.name })
    remark(this, words, (passing) => patch(this, { passing }))
  },

  onTyping(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    patch(this, { typing: event.detail.text })
  },

  onPerson(event: WechatMiniprogram.CustomEvent<{ person: Person }>) {
    openPerson(event.detail.person.id)
  },

  onProfile() {
    if (this.peer) openPerson(this.peer.id)
  },

  onCall({ currentTarget }: WechatMiniprogram.TouchEvent) {
    if (this.peer) callPerson(this.peer, this.data.room, currentTarget.dataset.media as CallMedia)
  },
})
