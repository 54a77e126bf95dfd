import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { callInWords } from '../../lib/call-in-words'
import { inWords } from '../../lib/in-words'
import { isLong } from '../../lib/is-long'
import { namedIn } from '../../lib/named-in'
import { own } from '../../lib/own'
import { recallInWords } from '../../lib/recall-in-words'
import { partsOf, type TextPart } from '../../lib/text-parts'
import { when } from '../../lib/when'
import type { Reaction } from '../../messages/line'
import { everyone, isMissedCall } from '../../protocol/index'
import { copyLink } from '../../ui/copy'
import { inWechat } from '../../ui/in-wechat'
import type { Row } from '../message-list/row'

const shownText = own(() => ({ key: '', text: '' }))
const watching = own<{ key: string; observer?: WechatMiniprogram.IntersectionObserver }>(() => ({ key: '' }))

/** A piece of a text in its place; `mine`: it is I who am mentioned. */
type ShownPart = TextPart & { at: number; mine?: boolean }

/** One message. Tells `press` {row, x, y} when held, and `action` {action, row, emoji, id} when a part of it is tapped. */
Component({
  properties: {
    /** The line, and how it stands to the one above it (`Row`). */
    row: Object,
    /** A talk of two: no names. */
    direct: Boolean,
    /** The id of the room. */
    room: String,
    /** Somebody jumped to it: it stands out for a moment. */
    lit: Boolean,
    /** A long text is shown whole. */
    open: Boolean,
    /** The parent shows pictures large, where action `picture` asks for it; else WeChat does. */
    hasViewer: Boolean,
    /** `read`, `sent`, or empty. */
    receipt: String,
    /** While several are being chosen: `on` or `off`; else empty. */
    pick: String,
  },
  data: {
    problem: '',
    note: '',
    quoted: '',
    /** How many have read it, in words. */
    readers: '',
    spoken: '',
    said: '',
    /** Of a call: that a tap calls again, and whether the reader has missed it. */
    callAgain: '',
    isMissed: false,
    /** The pieces of a text with links, code or quoted lines; empty for one without. */
    parts: [] as ShownPart[],
    /** Below it: each emoji with its number, and both in words. */
    chips: [] as (Reaction & { label: string })[],
    isLong: false,
    isWeb: !inWechat(),
    words: {} as Record<string, string>,
  },
  observers: {
    row(row: Row | null) {
      if (!row) return
      this.showText(row)
      this.showReactions(row)
      this.watchMention(row)
      this.showCall(row)
      const note = row.kind === 'recalled' ? recallInWords({ ...row, name: row.from.name }) : ''
      const problem = problemOf(row)
      const quoted = quoteOf(row)
      const readers = readersOf(row)
      if (readers !== this.data.readers) this.setData({ readers })
      const spoken = t('message.spoken', { name: row.from.name, when: when(row.time, app.clock.now()) })
      const said = saidOf(row, this.data.direct)
      const { data } = this
      const isSame = spoken === data.spoken && said === data.said
      if (!isSame || note !== data.note || problem !== data.problem || quoted !== data.quoted)
        this.setData({ note, problem, quoted, spoken, said })
    },
  },
  lifetimes: {
    attached() {
      this.setData({
        words: words(
          'message.sending',
          'message.failed',
          'message.unsaved',
          'message.read',
          'message.sent',
          'message.edit',
          'message.edited',
          'message.unknown',
          'message.mentioned',
          'message.earlier',
          'message.unfold',
          'message.forwarded',
          'select.tick',
        ),
      })
    },
    detached() {
      watching(this).observer?.disconnect()
    },
  },
  methods: {
    /** Tells `action` `seen` when a message that mentions the reader is in the view. */
    watchMention({ key, mentionsMe }: Row) {
      const state = watching(this)
      if (!mentionsMe || state.key === key) return
      state.key = key
      state.observer?.disconnect()
      // The view has it a moment later.
      wx.nextTick(() => {
        // In a browser the adapter of glass-easel keeps the first change to itself when it is one, and tells it when it is none.
        state.observer = this.createIntersectionObserver({ initialRatio: inWechat() ? 0 : 1 })
        state.observer.relativeToViewport().observe('.bubble', ({ intersectionRatio }) => {
          if (intersectionRatio <= 0) return
          state.observer?.disconnect()
          this.triggerEvent('action', { action: 'seen', row: this.data.row })
        })
      })
    },
    onPress({ detail }: WechatMiniprogram.CustomEvent<{ x: number; y: number }>) {
      this.triggerEvent('press', { row: this.data.row, x: detail.x, y: detail.y })
    },
    /** Most texts are short and look the same all over: those cost nothing. */
    showText({ key, kind, text, mentions }: Row) {
      const shown = shownText(this)
      if (shown.key === key && shown.text === text) return
      Object.assign(shown, { key, text })
      const isText = kind === 'text'
      const parts = isText ? shownParts(text, mentions) : []
      const change = { parts, isLong: isText && isLong(text) }
      const { data } = this
      if (parts.length + data.parts.length > 0 || change.isLong !== data.isLong) this.setData(change)
    },
    showCall({ call, mine }: Row) {
      if (!call) return
      const { direct } = this.data
      const callAgain = `${callInWords(call, mine, !direct)}, ${t('call.again')}`
      this.setData({ callAgain, isMissed: direct && !mine && isMissedCall(call) })
    },
    showReactions({ reactions = [] }: Row) {
      if (reactions.length + this.data.chips.length > 0) this.setData({ chips: reactions.map(chipOf) })
    },
    /** Held: who they are. */
    onWho({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const { emoji } = currentTarget.dataset
      this.triggerEvent('action', { action: 'reactors', emoji, row: this.data.row })
    },
    /** WeChat opens no address outside: in a browser links are the browser's own. */
    onLink({ currentTarget }: WechatMiniprogram.TouchEvent) {
      copyLink((currentTarget.dataset as { url: string }).url)
    },
    onBundle() {
      this.triggerEvent('action', { action: 'bundle', row: this.data.row })
    },
    onNamed({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const { id } = currentTarget.dataset
      if (id !== everyone) this.triggerEvent('action', { action: 'named', id, row: this.data.row })
    },
    /** Held: its owner is mentioned. */
    onHoldFace() {
      if (this.data.row.mine) return
      this.triggerEvent('action', { action: 'mention', row: this.data.row })
    },
    onTap({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const { action, emoji } = currentTarget.dataset
      this.triggerEvent('action', { action, emoji, row: this.data.row })
    },
  },
})

function shownParts(text: string, mentions: readonly string[] = []): ShownPart[] {
  if (mentions.length === 0) return partsOf(text).map((part, at) => ({ ...part, at }))
  const me = app.me.get()
  return partsOf(text, namedIn(text, mentions, me)).map((part, at) => {
    const isMine = part.person === everyone || (part.person !== undefined && part.person === me?.id)
    return { ...part, at, ...(isMine && { mine: true }) }
  })
}

function problemOf({ problem, refusedEdit }: Row): string {
  if (problem !== undefined) return explain(problem)
  return refusedEdit ? t('message.not-edited', { reason: explain(refusedEdit.problem) }) : ''
}

function chipOf(reaction: Reaction): Reaction & { label: string } {
  const { emoji, count, mine } = reaction
  return { ...reaction, label: t(mine ? 'reaction.mine' : 'reaction.of', { emoji, count }) }
}

function quoteOf({ reply }: Row): string {
  return reply?.text === undefined ? '' : inWords(reply.kind ?? 'text', reply.text)
}

/** Where there is nobody who might have read it, nothing is to be said of that. */
function readersOf({ readBy }: Row): string {
  if (!readBy || readBy.read + readBy.unread === 0) return ''
  return readBy.unread === 0 ? t('readers.all') : t('readers.some', { count: readBy.read })
}

/** The message in words, where it is not a text: a text is in the view already, and is not sent there twice. */
function saidOf({ kind, text, call, mine }: Row, isDirect: boolean): string {
  if (call) return callInWords(call, mine, !isDirect)
  return kind === 'text' || kind === 'emoji' ? '' : inWords(kind, text)
}
