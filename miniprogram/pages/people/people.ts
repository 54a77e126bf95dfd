import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { patch } from '../../lib/patch'
import { follow } from '../../lib/subscriptions'
import { openPerson } from '../../navigation/go'
import { land } from '../../navigation/land'
import type { Person } from '../../protocol/index'
import type { Gone, Presence, RoomState } from '../../rooms/room'
import type { RoomHandle } from '../../rooms/room-handle'
import { choose, complain, isSure } from '../../ui/dialogs'
import { themed } from '../../ui/themed'
import { afterPresence, type Row, renamed, withPage } from './roster'

const pageWords = () =>
  words(
    'people.all',
    'people.online',
    'people.me',
    'people.owner',
    'people.more',
    'people.barred',
    'people.allow',
  )

Page({
  behaviors: [themed],

  data: {
    t: pageWords(),
    state: 'loading' as 'loading' | 'empty' | 'offline' | 'error' | 'ready',
    stateText: '',
    onlineOnly: true,
    members: [] as Row[],
    more: false,
    online: 0,
    total: 0,
    me: '',
    isOwner: false,
    /** The room is over: what leads out of here. */
    action: '',
    /** Who was removed; the owner alone sees them. */
    barred: [] as Person[],
    moreBarred: false,
  },

  room: undefined as RoomHandle | undefined,
  /** Of two lists that are being read the later one counts. */
  reading: 0,
  /** How many members the room had when the list was read. */
  counted: 0,

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    patch(this, { t: pageWords(), me: app.me.get()?.id ?? '' })
    wx.setNavigationBarTitle({ title: t('people.title') })
    const room = query.room ?? 'lobby'
    follow(
      this,
      app.whenIn(() => this.enter(room)),
    )
  },

  enter(room: string) {
    this.room = app.enterRoom(room, {
      onState: (state) => this.onState(state),
      onPresence: (presence) => this.onPresence(presence),
      onRenamed: (person) => this.onRenamed(person),
      onGone: (reason) => this.onGone(reason),
    })
    void this.read()
  },

  onUnload() {
    this.room?.leave()
  },

  onState({ online, members, role, kind }: RoomState) {
    // Who comes into the lobby becomes its member, and nobody is told.
    const total = kind === 'lobby' ? Math.max(members, online) : members
    const isOwner = role === 'owner' && kind === 'group'
    if (isOwner && !this.data.isOwner) void this.readBarred()
    patch(this, { online, total, isOwner })
    const isAnother = this.counted !== 0 && this.counted !== members
    this.counted = members
    if (isAnother && kind === 'group' && this.data.state === 'ready') void this.read()
  },

  onPresence(presence: Presence) {
    const { members, onlineOnly, state } = this.data
    if (state !== 'ready') return
    patch(this, { members: afterPresence(members, presence, onlineOnly) })
  },

  onRenamed(person: Person) {
    patch(this, { members: renamed(this.data.members, person) })
  },

  onGone(reason: Gone) {
    this.reading += 1
    patch(this, { state: 'empty', stateText: t(`room.gone-${reason}`), action: t('room.back') })
  },

  /** The first page, or the one after a person. */
  async read(after?: string) {
    this.reading += 1
    const { reading } = this
    const { onlineOnly } = this.data
    try {
      const page = await this.room?.members({ online: onlineOnly, ...(after !== undefined && { after }) })
      if (!page || reading !== this.reading) return
      const members = withPage(after === undefined ? [] : this.data.members, page.members)
      const state = members.length === 0 ? 'empty' : 'ready'
      patch(this, { members, more: page.more, state, stateText: t('people.empty') })
    } catch (error) {
      if (reading !== this.reading) return
      if (after === undefined) patch(this, { state: 'offline', stateText: explain(error) })
      else complain(error)
    }
  },

  /** The first page of those who were removed, or the one after a person. */
  async readBarred(after?: string) {
    try {
      const { people, more } = await app.rooms.barred(this.room?.id ?? '', after)
      const before = after === undefined ? [] : this.data.barred
      patch(this, { barred: [...before, ...people], moreBarred: more })
    } catch (error) {
      complain(error)
    }
  },

  onMoreBarred() {
    void this.readBarred(this.data.barred[this.data.barred.length - 1]?.id)
  },

  onAllow(event: WechatMiniprogram.TouchEvent) {
    const room = this.room?.id
    const id = String(event.currentTarget.dataset.id)
    if (room !== undefined) void this.act(() => app.rooms.allow(room, id))
  },

  onRetry() {
    if (this.data.action !== '') {
      wx.reLaunch({ url: '/pages/home/home' })
      return
    }
    patch(this, { state: 'loading', stateText: '' })
    void this.read()
  },

  onFilter(event: WechatMiniprogram.TouchEvent) {
    patch(this, { onlineOnly: event.currentTarget.dataset.online === true, state: 'loading', stateText: '' })
    void this.read()
  },

  onMore() {
    const { members } = this.data
    void this.read(members[members.length - 1]?.id)
  },

  onReachBottom() {
    if (this.data.more) this.onMore()
  },

  onPerson(event: WechatMiniprogram.TouchEvent) {
    openPerson(String(event.currentTarget.dataset.id))
  },

  async onManage(event: WechatMiniprogram.TouchEvent) {
    const member = this.data.members.find(({ id }) => id === event.currentTarget.dataset.id)
    const room = this.room?.id
    if (!member || room === undefined) return
    const { id, name } = member
    const chosen = await choose([t('people.appoint'), t('people.remove')])
    if (chosen === 0 && (await isSure(t('people.sure-appoint', { name }), t('people.appoint-yes'))))
      await this.act(() => app.rooms.appoint(room, id))
    if (chosen === 1 && (await isSure(t('people.sure-remove', { name }), t('message.remove'))))
      await this.act(() => app.rooms.remove(room, id))
  },

  async act(work: () => Promise<void>) {
    try {
      await work()
      await Promise.all([this.read(), this.readBarred()])
    } catch (error) {
      complain(error)
    }
  },
})
