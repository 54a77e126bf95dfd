import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import type { Line } from '../../messages/line'
import { openBundle } from '../../navigation/go'
import { callAgain } from '../../navigation/place-call'
import type { LinesChange } from '../../rooms/room'
import { copy } from '../../ui/copy'
import { toast } from '../../ui/dialogs'
import { ListController } from './list-controller'
import { listViewOf } from './list-view'
import { actionsFor, type MessageAction } from './menu'
import { isMine, quickReactions } from './quick-emojis'
import type { Row } from './row'
import { mayBeSelected, Selection } from './selection'

/** Milliseconds for which a line that was jumped to is lit. */
const litMs = 1_600

const controllers = own<{ controller?: ListController }>(() => ({}))
const selectionOf = own(() => new Selection())

/** The tag of the list, as `selectComponent` gives it. */
export interface MessageList {
  /** What the room tells of its lines. */
  take(change: LinesChange): void
  /** Goes to the message with this `seq`, once what was told of it is drawn. */
  show(seq: number): void
  olderFailed(): void
  newerFailed(): void
  resized(): void
  /** Nothing is ticked any more, and a tap does again what it did. */
  endSelecting(): void
}

/**
 * The messages of a room. Lines come in by a method and not by a property, for a property would carry the whole list
 * across to the view at each new message.
 *
 * Tells `older`, `newer` and `newest` for lines that it needs, `looked` {look}, `person` {person}, `retry` {id}, `delete` {id}, `recall` {line}, `unread` {seq}, `hide` {seq}, `reply` {line}, `edit` {line}, `pin` {seq},
 * `unpin` {seq}, `picture` {key} when one is to be shown large, `forward` {line}, `favourite` {line}, `selected` {lines} for all that are ticked whenever they are others, `react` {seq, emoji, on}, `emojis` {line} when another emoji is wanted, `reactors` {line, emoji} when it is asked who
 * reacted, `reword` {text, id} for words that are to be written anew, `seek` {seq} for a message that is not loaded, and
 * `readers` {seq} when it is asked who has read an own message, `mentioned` {seq} when a message that mentions the reader is in the view, `mention` {person} when somebody's avatar is held.
 */
Component({
  properties: {
    /** A talk of two: without names, with receipts. */
    direct: Boolean,
    /** The id of the room, whose files its messages show. */
    room: String,
    /** Up to which `seq` the other one has read, in a talk of two; below 0 where there is no other one. */
    peerRead: Number,
    /** Whether any message may be recalled, not only one's own. */
    owner: Boolean,
    /** Milliseconds within which one's own text may be edited. */
    editMs: Number,
    /** The `seq` of each pinned message. */
    pinned: Array,
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
    /** What there is to load at the newer end of a list far back. */
    newer: false,
    later: '',
    missed: 0,
    missedPill: '',
    receipt: '',
    lit: '',
    /** Long texts that were opened, by the keys of their lines. */
    opened: {} as Record<string, boolean>,
    /** Several messages are being chosen: those with these keys. */
    selecting: false,
    selected: {} as Record<string, boolean>,
    menu: null as null | {
      x: number
      y: number
      key: string
      items: { action: MessageAction; label: string }[]
      quick: { emoji: string; mine: boolean }[]
    },
    words: {} as Record<string, string>,
  },
  observers: {
    missed(missed: number) {
      const count = missed > 99 ? '99+' : missed
      this.setData({ missedPill: missed > 0 ? t('list.missed', { count }) : '' })
    },
    fresh(fresh: number) {
      this.setData({ pill: fresh > 0 ? t('list.fresh', { count: fresh > 99 ? '99+' : fresh }) : '' })
    },
  },
  lifetimes: {
    attached() {
      this.setData({
        words: words(
          'list.older',
          'list.newer',
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
      if (selectionOf(this).renew(change.lines)) this.showSelected()
      // Far back the newest own message is not among the lines.
      if (change.newer) return
      if (change.type === 'all') this.findReceipt(change.lines)
      if (change.type === 'tail') this.findReceipt(change.lines.slice(change.index))
    },
    olderFailed() {
      this.controller().ends.olderFailed()
    },
    newerFailed() {
      this.controller().ends.newerFailed()
    },
    resized() {
      this.controller().resized()
    },
    /** The receipt stands at the newest own message alone. */
    findReceipt(lines: readonly Line[]) {
      if (!this.data.direct) return
      const newest = lines.filter(({ mine, kind }) => mine && kind !== 'recalled' && kind !== 'call').pop()
      if (newest && newest.key !== this.data.receipt) this.setData({ receipt: newest.key })
    },
    onScroll({ detail }: WechatMiniprogram.ScrollViewScroll) {
      this.controller().scrolled(detail.scrollTop, detail.scrollHeight)
      if (this.data.menu) this.onMenuClose()
    },
    onOlder() {
      this.controller().ends.askOlder()
    },
    onNewer() {
      this.controller().ends.askNewer()
    },
    onPill() {
      this.controller().toEnd()
    },
    onMissed() {
      this.goTo(this.controller().takeMissed())
    },
    onTapRow({
      detail,
    }: WechatMiniprogram.CustomEvent<{ action: string; row: Row; emoji?: string; id?: string }>) {
      const { action, row, emoji = '', id } = detail
      if (action === 'person') this.triggerEvent('person', { person: row.from })
      if (action === 'mention') this.triggerEvent('mention', { person: row.from })
      if (action === 'named') this.triggerEvent('person', { person: { id } })
      if (action === 'seen') this.triggerEvent('mentioned', { seq: row.seq })
      if (action === 'picture') this.triggerEvent('picture', { key: row.key })
      if (action === 'retry') this.triggerEvent('retry', { id: row.id })
      if (action === 'reword') this.reword(row)
      if (action === 'unfold') this.controller().grow({ opened: { ...this.data.opened, [row.key]: true } })
      if (action === 'quote' && row.reply) this.goTo(row.reply.seq)
      if (action === 'react') this.react(row, emoji)
      if (action === 'reactors') this.triggerEvent('reactors', { line: row, emoji })
      if (action === 'tick') this.tick(row)
      if (action === 'readers') this.triggerEvent('readers', { seq: row.seq })
      this.leadOn(action, row)
    },
    /** To another page. */
    leadOn(action: string, { seq, call }: Row) {
      if (action === 'bundle') openBundle(this.data.room, seq)
      if (action === 'call' && call) callAgain(this.data.room, call.media)
    },
    reword({ refusedEdit, key }: Row) {
      const text = refusedEdit?.text ?? this.controller().textOf(key) ?? ''
      this.triggerEvent('reword', { text, id: refusedEdit?.id })
    },
    /** A second time takes it off again. */
    react(line: Line, emoji: string) {
      this.triggerEvent('react', { seq: line.seq, emoji, on: !isMine(line, emoji) })
    },
    goTo(seq: number) {
      if (!this.lightUp(seq)) this.triggerEvent('seek', { seq })
    },
    show(seq: number) {
      this.controller().whenDrawn(() => {
        if (!this.lightUp(seq)) wx.showToast({ title: explain('unknown-message'), icon: 'none' })
      })
    },
    /** Answers whether the message is there. */
    lightUp(seq: number): boolean {
      const key = this.controller().jump(seq)
      if (key === undefined) return false
      this.setData({ lit: key })
      setTimeout(() => this.setData({ lit: '' }), litMs)
      return true
    },
    actionsFor(line: Line) {
      const { owner, editMs, pinned } = this.data
      return actionsFor(line, owner, app.clock.now(), { editMs, pinned: pinned as number[] })
    },
    onMenu({ detail }: WechatMiniprogram.CustomEvent<{ row: Row; x: number; y: number }>) {
      const { row, x, y } = detail
      if (this.data.selecting) {
        this.tick(row)
        return
      }
      const items = this.actionsFor(row).map((action) => ({
        action,
        // What another said is not taken back, but taken away.
        label: t(action === 'recall' && !row.mine ? 'message.remove' : `menu.${action}`),
      }))
      const quick = quickReactions(row)
      if (items.length > 0) this.setData({ menu: { x, y, key: row.key, items, quick } })
    },
    /** A menu stands no longer at what cannot be had any more. */
    checkMenu(lines: readonly Line[]) {
      const { menu } = this.data
      const line = lines.find(({ key }) => key === menu?.key)
      if (menu && (!line || line.kind === 'recalled')) this.onMenuClose()
    },
    onMenuClose() {
      this.setData({ menu: null })
    },
    /** The line that the menu is about, and the menu is gone. */
    takeMenu(): Line | undefined {
      const line = this.controller().lines.find(({ key }) => key === this.data.menu?.key)
      this.onMenuClose()
      return line
    },
    onAction({ detail }: WechatMiniprogram.CustomEvent<{ action: MessageAction }>) {
      const line = this.takeMenu()
      // What is drawn may be behind: recalled meanwhile, it offers nothing.
      if (!line || !this.actionsFor(line).includes(detail.action)) return
      if (detail.action === 'copy') copy(line.text)
      else if (detail.action === 'select') this.tick(line)
      else this.triggerEvent(detail.action, { id: line.id, seq: line.seq, line })
    },
    tick(line: Line) {
      if (!mayBeSelected(line)) return
      if (selectionOf(this).toggle(line)) this.showSelected()
      else toast(t('select.most'))
    },
    showSelected() {
      const { keys, list } = selectionOf(this)
      this.setData({ selecting: true, selected: keys })
      this.triggerEvent('selected', { lines: list })
    },
    endSelecting() {
      selectionOf(this).clear()
      this.setData({ selecting: false, selected: {} })
    },
    onQuick({ detail }: WechatMiniprogram.CustomEvent<{ emoji: string }>) {
      const line = this.takeMenu()
      if (line && line.kind !== 'recalled') this.react(line, detail.emoji)
    },
    onMoreEmojis() {
      const line = this.takeMenu()
      if (line && line.kind !== 'recalled') this.triggerEvent('emojis', { line })
    },
  },
})
