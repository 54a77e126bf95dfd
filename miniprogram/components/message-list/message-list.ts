import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import type { Line } from '../../messages/line'
import type { LinesChange } from '../../rooms/room'
import { copy } from '../../ui/copy'
import { ListController } from './list-controller'
import { listViewOf } from './list-view'
import { actionsFor, type MessageAction } from './menu'
import type { Row } from './row'

/** Milliseconds for which a line that was jumped to is lit. */
const litMs = 1_600

const controllers = own<{ controller?: ListController }>(() => ({}))

/** The tag of the list, as `selectComponent` gives it. */
export interface MessageList {
  /** What the room tells of its lines. */
  take(change: LinesChange): void
  olderFailed(): void
  resized(): void
}

/**
 * The messages of a room. Lines come in by a method and not by a property, for a property would carry the whole list
 * across to the view at each new message.
 *
 * Tells `older`, `seen` {seq}, `person` {person}, `retry` {id}, `delete` {id}, `recall` {line}, `reply` {line}, `edit` {text}.
 */
Component({
  properties: {
    /** A talk of two: without names, with receipts. */
    direct: Boolean,
    /** The id of the room, whose files its messages show. */
    room: String,
    /** Up to which `seq` the other one has read, in a talk of two. */
    peerRead: Number,
    /** Whether any message may be recalled, not only one's own. */
    owner: Boolean,
    /** Whether the list is known to be complete: an empty one then says so. */
    live: Boolean,
  },
  data: {
    blocks: [] as Row[][],
    count: 0,
    more: false,
    older: '',
    isPlaced: false,
    fresh: 0,
    away: false,
    pill: '',
    receipt: '',
    lit: '',
    /** Long texts that were opened, by the keys of their lines. */
    opened: {} as Record<string, boolean>,
    menu: null as null | {
      x: number
      y: number
      key: string
      items: { action: MessageAction; label: string }[]
    },
    words: {} as Record<string, string>,
  },
  observers: {
    fresh(fresh: number) {
      this.setData({ pill: fresh > 0 ? t('list.fresh', { count: fresh > 99 ? '99+' : fresh }) : '' })
    },
  },
  lifetimes: {
    attached() {
      this.setData({
        words: words(
          'list.older',
          'list.loading',
          'list.start',
          'list.empty',
          'list.unread',
          'list.down',
          'list.label',
          'state.retry',
        ),
      })
      follow(
        this,
        app.clock.onMoved(() => this.controller().redate()),
      )
    },
    detached() {
      unfollow(this)
    },
  },
  pageLifetimes: {
    show() {
      this.controller().wake()
    },
    resize() {
      this.controller().resized()
    },
  },
  methods: {
    controller(): ListController {
      const kept = controllers(this)
      kept.controller ??= new ListController(listViewOf(this), () => app.clock.now())
      return kept.controller
    },
    take(change: LinesChange) {
      this.controller().take(change)
      this.checkMenu(change.lines)
      if (change.type === 'all') this.findReceipt(change.lines)
      if (change.type === 'tail') this.findReceipt(change.lines.slice(change.index))
    },
    olderFailed() {
      this.controller().olderFailed()
    },
    resized() {
      this.controller().resized()
    },
    /** The receipt stands at the newest own message alone. */
    findReceipt(lines: readonly Line[]) {
      if (!this.data.direct) return
      const newest = lines.filter(({ mine, kind }) => mine && kind !== 'recalled').pop()
      if (newest && newest.key !== this.data.receipt) this.setData({ receipt: newest.key })
    },
    onScroll({ detail }: WechatMiniprogram.ScrollViewScroll) {
      this.controller().scrolled(detail.scrollTop, detail.scrollHeight)
      if (this.data.menu) this.onMenuClose()
    },
    onOlder() {
      this.controller().askOlder()
    },
    onPill() {
      this.controller().toEnd()
    },
    onTapRow({ detail }: WechatMiniprogram.CustomEvent<{ action: string; row: Row }>) {
      const { action, row } = detail
      if (action === 'person') this.triggerEvent('person', { person: row.from })
      if (action === 'retry') this.triggerEvent('retry', { id: row.id })
      if (action === 'edit') this.triggerEvent('edit', { text: this.controller().textOf(row.key) ?? '' })
      if (action === 'unfold') this.controller().grow({ opened: { ...this.data.opened, [row.key]: true } })
      if (action === 'quote' && row.reply) this.goTo(row.reply.seq)
    },
    goTo(seq: number) {
      const key = this.controller().jump(seq)
      if (key === undefined) {
        wx.showToast({ title: t('message.earlier'), icon: 'none' })
        return
      }
      this.setData({ lit: key })
      setTimeout(() => this.setData({ lit: '' }), litMs)
    },
    actionsFor(line: Line) {
      return actionsFor(line, this.data.owner, app.clock.now())
    },
    onMenu({ detail }: WechatMiniprogram.CustomEvent<{ row: Row; x: number; y: number }>) {
      const { row, x, y } = detail
      const items = this.actionsFor(row).map((action) => ({
        action,
        // What another said is not taken back, but taken away.
        label: t(action === 'recall' && !row.mine ? 'message.remove' : `menu.${action}`),
      }))
      if (items.length > 0) this.setData({ menu: { x, y, key: row.key, items } })
    },
    /** A menu stands no longer at what cannot be had any more. */
    checkMenu(lines: readonly Line[]) {
      const { menu } = this.data
      if (menu && lines.find(({ key }) => key === menu.key)?.kind === 'recalled') this.onMenuClose()
    },
    onMenuClose() {
      this.setData({ menu: null })
    },
    onAction({ detail }: WechatMiniprogram.CustomEvent<{ action: MessageAction }>) {
      const line = this.controller().lines.find(({ key }) => key === this.data.menu?.key)
      this.onMenuClose()
      // What is drawn may be behind: recalled meanwhile, it offers nothing.
      if (!line || !this.actionsFor(line).includes(detail.action)) return
      if (detail.action === 'copy') copy(line.text)
      else this.triggerEvent(detail.action, { id: line.id, seq: line.seq, line })
    },
  },
})
