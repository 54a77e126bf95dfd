import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import type { Mention, Written } from '../../messages/mentions'
import { afterKey, asWritten, idsOf, isFull, joined, mentioning, typedName } from '../../messages/mentions'
import { limits, type Person } from '../../protocol/index'
import { isDesktop } from '../../ui/desktop'
import { toast } from '../../ui/dialogs'
import { keyboardInset } from '../../ui/keyboard-inset'
import type { Mentionable } from '../mention-picker/mention-picker'
import { countOf } from './count'

const barWords = () =>
  words(
    'composer.hint',
    'composer.send',
    'attach.emoji',
    'attach.open',
    'attach.close',
    'attach.voice',
    'attach.keyboard',
  )

/** Units of a text that are kept: twice a message, so that what is too long can be shortened. */
const most = 8_000

/** What is in the box, and where the writer is in it; while a message is edited also what was there before. */
const typed = own<Written & { cursor: number; draft?: Written }>(() => ({
  text: '',
  mentions: [],
  cursor: 0,
}))

/** The methods of the component, for its parent. */
export interface Composer {
  put(text: string, mentions?: readonly Mention[]): void
  /** Whom the picker offers, at each `@`. */
  offer(people: Mentionable): void
  /** Puts a mention of somebody where the writer is. */
  mention(person: Pick<Person, 'id' | 'name'>): void
  focus(): void
}

/**
 * The bar in which a message is written. Tells `send` {text, mentions}, `write` {text, mentions} at each key, `pick` {kind} when something else than text is to be sent, `voice` {file},
 * `unreply` and `unedit` when the bar above is closed, and `resized` when its height changes. A text that is edited stays in the box until
 * `edit` is taken away; then what was there before comes back.
 */
Component({
  behaviors: [keyboardInset],
  properties: {
    /** The message that will be answered: `{ name, text }`. */
    reply: Object,
    /** The message that is edited: `{ text }`. */
    edit: Object,
  },
  data: {
    text: '',
    /** Only a field with room for one more tells that it was given too much. */
    room: most + 1,
    focus: false,
    /** Where the writer is put; -1 where they are anyway. */
    cursor: -1,
    /** What is open below the bar: `emoji`, `files`, or nothing. */
    panel: '',
    /** The button for voice messages is shown in place of the text field. */
    isTalking: false,
    canSend: false,
    isTooLong: false,
    counter: '',
    /** Above the box: what will be answered or is edited. */
    title: '',
    cancel: '',
    confirmType: 'return',
    words: barWords(),
  },
  observers: {
    'reply, edit': function (reply: { name?: string } | null, edit: { text: string } | null) {
      const title = reply
        ? t('composer.reply', { name: reply.name ?? '' })
        : edit
          ? t('composer.editing')
          : ''
      const cancel = t(edit ? 'composer.no-edit' : 'composer.no-reply')
      this.setData({ title, cancel })
      if (title !== '') this.focus()
    },
    edit(edit: { text: string } | null) {
      const kept = typed(this)
      if (edit) {
        kept.draft ??= { text: kept.text, mentions: kept.mentions }
        this.setData({ isTalking: false, panel: '' })
        this.show({ text: edit.text, mentions: [] })
      } else if (kept.draft !== undefined) {
        const { draft } = kept
        delete kept.draft
        this.show(draft)
      }
    },
    /** All that the height of the bar hangs on; of the lines of the field WeChat tells. */
    'keyboard, text, panel, isTalking, counter, title'() {
      this.setData({}, () => this.triggerEvent('resized'))
    },
  },
  lifetimes: {
    attached() {
      this.setData({
        // On a phone Enter is the only way to a new line.
        confirmType: isDesktop() ? 'send' : 'return',
        words: barWords(),
      })
    },
  },
  methods: {
    /** Puts words into the box, behind what is there already. */
    put(text: string, mentions: readonly Mention[] = []) {
      this.show(joined(typed(this), asWritten(text, mentions)))
    },
    offer(people: Mentionable) {
      this.selectComponent('#picker')?.offer(people)
    },
    mention(person: Pick<Person, 'id' | 'name'>) {
      const { cursor } = typed(this)
      this.putMention(person, cursor, cursor)
    },
    onMention({ detail }: WechatMiniprogram.CustomEvent<{ person: Person }>) {
      const { text, cursor } = typed(this)
      const wanted = typedName(text, cursor)
      if (wanted) this.putMention(detail.person, wanted.at, cursor)
    },
    putMention(person: Pick<Person, 'id' | 'name'>, at: number, to: number) {
      const before = typed(this)
      // The words of an edit are sent alone.
      if (this.data.edit) return
      if (isFull(before) && !idsOf(before.mentions).includes(person.id)) {
        toast(t('mention.most', { count: limits.mentions }))
        return
      }
      const after = mentioning(before, person, at, to)
      this.setData({ isTalking: false })
      this.show(after, after.cursor)
      this.focus()
    },
    focus() {
      this.setData({ focus: true })
    },
    onFocus() {
      // The view has the focus; `data` learns of it, so that it can be asked for again later.
      this.data.focus = true
    },
    onBlur({ detail }: WechatMiniprogram.TextareaBlur) {
      const { cursor } = detail as { cursor?: number }
      if (cursor !== undefined) typed(this).cursor = cursor
      this.setData({ focus: false })
    },
    onInput({ detail }: WechatMiniprogram.TextareaInput) {
      const { value, cursor = value.length } = detail
      const after = afterKey(typed(this), value, cursor)
      if (value.length > most) {
        toast(t('composer.cut', { count: most }))
        this.show(asWritten(value.slice(0, most), after.mentions))
        return
      }
      // The rest of a name in which something was deleted goes, too.
      if (after.text !== value) {
        this.show(after, after.cursor)
        return
      }
      Object.assign(typed(this), after)
      if (this.data.cursor >= 0) this.setData({ cursor: -1 })
      this.weigh()
      this.tellWritten()
    },
    onConfirm({ detail }: WechatMiniprogram.TextareaConfirm) {
      Object.assign(typed(this), afterKey(typed(this), detail.value))
      this.weigh()
      this.onSend()
    },
    onSend() {
      const { text, mentions } = typed(this)
      const { isBlank, left = 0 } = countOf(text)
      if (isBlank) return
      if (left < 0) {
        toast(t('composer.notSent', { count: -left }))
        return
      }
      if (!this.data.edit) this.show({ text: '', mentions: [] })
      this.triggerEvent('send', detailOf({ text, mentions }))
      this.focus()
    },
    onPanel({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const { panel } = currentTarget.dataset as { panel: string }
      this.open(panel === this.data.panel ? '' : panel)
    },
    onEmoji({ detail }: WechatMiniprogram.CustomEvent<{ emoji: string }>) {
      const { text, mentions } = typed(this)
      this.show({ text: text + detail.emoji, mentions })
    },
    onPick({ detail }: WechatMiniprogram.CustomEvent<{ kind: string }>) {
      this.open('')
      this.triggerEvent('pick', detail)
    },
    /** Back or Esc, in a browser: the panel goes, and the room stays. */
    onDismiss() {
      this.open('')
    },
    onTalk() {
      this.setData({ isTalking: !this.data.isTalking, text: typed(this).text })
      this.open('')
    },
    onVoice({ detail }: WechatMiniprogram.CustomEvent<{ file: unknown }>) {
      this.triggerEvent('voice', detail)
    },
    open(panel: string) {
      this.setData({ panel })
    },
    onCancel() {
      this.triggerEvent(this.data.edit ? 'unedit' : 'unreply')
    },
    onLineChange() {
      this.triggerEvent('resized')
    },
    /** Replaces what is in the box. While a person types, `data` does not follow: a late echo would swallow characters. */
    show({ text, mentions }: Written, cursor = text.length) {
      this.setData({ text: typed(this).text, cursor: -1 })
      Object.assign(typed(this), { text, mentions, cursor })
      this.setData({ text })
      if (cursor < text.length) this.setData({ cursor })
      this.weigh()
      this.tellWritten()
    },
    tellWritten() {
      const { text, mentions, cursor } = typed(this)
      const wanted = this.data.edit ? undefined : typedName(text, cursor)
      this.selectComponent('#picker')?.look(wanted?.name)
      this.triggerEvent('write', detailOf({ text, mentions }))
    },
    weigh() {
      const { isBlank, left } = countOf(typed(this).text)
      const isTooLong = left !== undefined && left < 0
      const counter = left === undefined ? '' : counterOf(left)
      const canSend = !isBlank && !isTooLong
      const { data } = this
      if (canSend !== data.canSend || isTooLong !== data.isTooLong || counter !== data.counter)
        this.setData({ canSend, isTooLong, counter })
    },
  },
})

function detailOf({ text, mentions }: Written): { text: string; mentions?: readonly Mention[] } {
  return mentions.length === 0 ? { text } : { text, mentions }
}

function counterOf(left: number): string {
  if (left < 0) return t('composer.over', { count: -left })
  return left === 1 ? t('composer.leftOne') : t('composer.left', { count: left })
}
