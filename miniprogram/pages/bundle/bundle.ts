import { app } from '../../app/index'
import type { Row } from '../../components/message-list/row'
import { explain, t } from '../../i18n/index'
import { bundleTitle } from '../../lib/bundle-title'
import { own } from '../../lib/own'
import { patch } from '../../lib/patch'
import { follow } from '../../lib/subscriptions'
import { openBundle } from '../../navigation/go'
import { land } from '../../navigation/land'
import type { RoomHandle } from '../../rooms/room-handle'
import { copy } from '../../ui/copy'
import { themed } from '../../ui/themed'
import { openedBundle } from './opened'

interface Opened {
  seq: number
  path: number[]
  room?: RoomHandle
}

const openedOf = own<Opened>(() => ({ seq: 0, path: [] }))

/** Messages that were forwarded as one: of message `seq` of `room`, or of a bundle in it (`path`, with dots between). */
Page({
  behaviors: [themed],

  data: {
    room: '',
    rows: [] as Row[],
    /** Long texts that were opened, by the keys of their rows. */
    opened: {} as Record<string, boolean>,
    state: 'loading' as '' | 'loading' | 'offline' | 'empty',
    stateText: '',
    menu: null as null | { x: number; y: number; text: string; items: { action: string; label: string }[] },
  },

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    const { room = '', seq = '', path = '' } = query
    const opened = openedOf(this)
    opened.seq = Number(seq)
    opened.path = path === '' ? [] : path.split('.').map(Number)
    patch(this, { room })
    wx.setNavigationBarTitle({ title: t('kind.bundle') })
    follow(
      this,
      app.whenIn(() => {
        opened.room = app.enterRoom(room, {})
        void this.load()
      }),
    )
  },

  onUnload() {
    openedOf(this).room?.leave()
  },

  async load() {
    patch(this, { state: 'loading', stateText: '' })
    const { room, seq, path } = openedOf(this)
    try {
      const bundle = openedBundle(await room?.message(seq), path, app.clock.now())
      if (!bundle) {
        patch(this, { state: 'empty', stateText: t('bundle.gone') })
        return
      }
      wx.setNavigationBarTitle({ title: bundleTitle(bundle.names) })
      patch(this, { state: '', rows: bundle.rows })
    } catch (error) {
      patch(this, { state: 'offline', stateText: explain(error) })
    }
  },

  onRetry() {
    void this.load()
  },

  onAction({ detail }: WechatMiniprogram.CustomEvent<{ action: string; row: Row }>) {
    const { action, row } = detail
    const { seq, path } = openedOf(this)
    if (action === 'bundle') openBundle(this.data.room, seq, [...path, row.at])
    if (action === 'unfold') patch(this, { opened: { ...this.data.opened, [row.key]: true } })
  },

  onPress({ detail }: WechatMiniprogram.CustomEvent<{ row: Row; x: number; y: number }>) {
    const { row, x, y } = detail
    const items = [{ action: 'copy', label: t('menu.copy') }]
    if (row.text !== '') patch(this, { menu: { x, y, text: row.text, items } })
  },

  onCopy() {
    copy(this.data.menu?.text ?? '')
    this.onMenuClose()
  },

  onMenuClose() {
    patch(this, { menu: null })
  },
})
