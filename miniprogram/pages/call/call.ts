import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import { patch } from '../../lib/patch'
import { roomTitle } from '../../lib/room-title'
import { follow, unfollow } from '../../lib/subscriptions'
import { goBack } from '../../navigation/go'
import { land } from '../../navigation/land'
import { clock } from '../../platform/clock'
import type { Person } from '../../protocol/index'
import type { RoomHandle } from '../../rooms/room-handle'
import { choose, complain, toast } from '../../ui/dialogs'
import { inWechat } from '../../ui/in-wechat'
import { hideTitle, setTitle, showTitle } from '../../ui/page-title'
import { themed } from '../../ui/themed'
import { noCall, type ShownCall, shownCall, timeOf } from './call-view'
import { type Entry, entryBack, entryByTicket, entryOfGroup, noEntry } from './entry'
import type { Tile } from './tiles'

const pageWords = () =>
  words(
    'call.mute',
    'call.unmute',
    'call.cameraOn',
    'call.cameraOff',
    'call.screenOn',
    'call.screenOff',
    'call.devices',
    'call.hangUp',
    'call.leave',
    'call.accept',
    'call.decline',
    'call.again',
    'call.close',
    'call.ownPicture',
    'call.retry',
  )

interface PageState {
  /** The group whose call this is. */
  room: string
  /** The call into which the page leads. */
  call: string
  /** Who is in the group's call is told to those who have entered it. */
  handle?: RoomHandle
  /** A call was shown: when it is gone the page goes, too. */
  hasShown: boolean
  isHidden: boolean
  endTick: () => void
}

const stateOf = own<PageState>(() => ({
  room: '',
  call: '',
  hasShown: false,
  isHidden: false,
  endTick: () => {},
}))

/** The call that goes on, or what leads into one. Leaving it ends nothing: a bar above every page leads back. */
Page({
  behaviors: [themed],

  data: {
    t: pageWords(),
    isWeb: !inWechat(),
    canShareScreen: false,
    canTalk: true,
    room: '',
    peer: '',
    media: 'voice',
    call: noCall as Omit<ShownCall, 'tiles'>,
    tiles: [] as readonly Tile[],
    entry: noEntry as Entry,
    people: [] as readonly Person[],
    time: '',
    /** What is wrong with the way here; empty where nothing is. */
    problem: '',
    busy: false,
  },

  onLoad(query: Record<string, string | undefined>) {
    patch(this, { t: pageWords() })
    const { ticket, call, room } = query
    const state = stateOf(this)
    state.call = call ?? ''
    if (ticket !== undefined && call !== undefined) {
      void this.comeByTicket(ticket, call)
      return
    }
    if (land(query)) return
    const { person = '', media = 'voice' } = query
    // A talk of two has a person, too; it needs no entering.
    state.room = person === '' ? (room ?? '') : ''
    patch(this, { room: room ?? '', peer: person, media })
    this.begin()
  },

  onShow() {
    stateOf(this).isHidden = false
    showTitle(this)
    this.tick()
  },

  onHide() {
    stateOf(this).isHidden = true
    hideTitle(this)
  },

  onUnload() {
    const state = stateOf(this)
    state.endTick()
    state.handle?.leave()
    unfollow(this)
    app.calls.dismiss()
  },

  begin() {
    const state = stateOf(this)
    const { canTalk, canShareScreen } = app.calls
    patch(this, { canTalk, canShareScreen })
    if (state.room !== '')
      follow(
        this,
        app.whenIn(() => {
          state.handle = app.enterRoom(state.room, {})
        }),
      )
    const draw = () => this.draw()
    follow(
      this,
      app.calls.subscribe(draw),
      app.calls.elsewhere.subscribe(draw),
      app.calls.rooms.subscribe(draw),
      app.connection.subscribe(draw),
      app.roomList.subscribe(draw),
    )
    this.tick()
  },

  /** From WeChat, which cannot take calls itself. Who is signed in here already stays so. */
  async comeByTicket(ticket: string, call: string) {
    patch(this, { problem: t('call.opening') })
    const before = app.me.get()
    try {
      const person = await app.me.ticket(ticket, call)
      const me = app.me.get()
      if (me && person.id !== me.id)
        patch(this, { problem: t('call.of-other', { name: person.name, me: me.name }) })
      else this.lead()
    } catch (error) {
      // Loaded anew, it is used up, and who came by it is signed in.
      if (before) this.lead()
      else patch(this, { problem: explain(error) })
    }
  },

  lead() {
    patch(this, { problem: '' })
    this.begin()
  },

  draw() {
    const state = stateOf(this)
    const call = app.calls.get()
    const isShown = call !== undefined && (state.room === '' || call.room === state.room)
    if (isShown) state.hasShown = true
    else if (state.hasShown && state.room === '') {
      this.leave()
      return
    }
    const isConnected = app.connection.get().direct.state === 'open'
    const me = app.me.get()
    const around = { me, roomName: this.roomName(call?.room ?? state.room), isConnected }
    const { tiles, ...shown } = isShown ? shownCall(call, around) : noCall
    const title = shown.is === 'none' || shown.name === '' ? t('call.title') : shown.name
    setTitle(this, title)
    const entry = isShown ? noEntry : this.entry()
    patch(this, { call: shown, tiles, entry, people: entry.people })
    this.showTime()
  },

  roomName(room: string): string {
    const row = app.roomList.row(room)
    return row ? roomTitle(row) : t('call.group')
  },

  entry(): Entry {
    const { room, call } = stateOf(this)
    if (room !== '') return entryOfGroup(this.roomName(room), app.calls.rooms.get()[room])
    const other = app.calls.elsewhere.get()
    if (other) return entryBack(other, app.me.get())
    return call === '' ? { ...noEntry, title: t('call.title'), words: t('call.none') } : entryByTicket()
  },

  leave() {
    if (!stateOf(this).isHidden) goBack()
  },

  tick() {
    const state = stateOf(this)
    state.endTick()
    if (state.isHidden) return
    this.showTime()
    state.endTick = clock.after(1_000, () => this.tick())
  },

  showTime() {
    const time = timeOf(app.calls.get(), app.clock.now())
    if (time !== this.data.time) patch(this, { time })
  },

  async onEnter() {
    const { room, call } = stateOf(this)
    const other = app.calls.elsewhere.get()
    if (app.calls.get()?.is === 'ringing') await this.act(() => app.calls.answer())
    else if (room !== '') await this.act(() => app.calls.join(room))
    else await this.act(() => app.calls.comeBack(other?.id ?? call))
  },

  onAccept() {
    void this.act(() => app.calls.answer())
  },

  onDecline() {
    void this.act(() => app.calls.decline())
  },

  onHangUp() {
    app.calls.hangUp()
  },

  onMute() {
    app.calls.setMuted(!this.data.call.muted)
  },

  onCamera() {
    void this.act(() => app.calls.setCamera(!this.data.call.camera))
  },

  onScreen() {
    void this.act(() => app.calls.setScreen(!this.data.call.screen))
  },

  async onDevices() {
    const devices = await app.calls.devices()
    if (devices.length === 0) {
      toast(t('call.no-devices'))
      return
    }
    const labels = devices.map(({ kind, label, inUse }, at) => {
      const name = label === '' ? t('call.unnamed', { count: at + 1 }) : label
      const device = t('call.device', { kind: t(`call.${kind}`), name })
      return inUse ? t('call.device-used', { device }) : device
    })
    const chosen = devices[(await choose(labels)) ?? -1]
    if (chosen) await this.act(() => app.calls.use(chosen))
  },

  onAgain() {
    const call = app.calls.get()
    if (call?.peer) void this.act(() => app.calls.call(call.peer ?? noCall.person, call.room, call.media))
  },

  onClose() {
    app.calls.dismiss()
    // The end of a call takes the page along; from a way into one it goes by itself.
    if (!stateOf(this).hasShown || stateOf(this).room !== '') this.leave()
  },

  /** One thing at a time. That somebody chose no screen after all is no failure. */
  async act(work: () => Promise<void>) {
    if (this.data.busy) return
    patch(this, { busy: true })
    try {
      await work()
    } catch (error) {
      if (!/cancelled/.test(String(error))) complain(error)
    }
    patch(this, { busy: false })
  },
})
