import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import { isDesktop } from '../../ui/desktop'
import { toast } from '../../ui/dialogs'
import { keyboardInset } from '../../ui/keyboard-inset'
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

/** What is in the box; while a message is edited also what was there before. */
const typed = own<{ text: string; draft?: string }>(() => ({ text: '' }))

/** The methods of the component, for its parent. */
export interface Composer {
  put(text: string): void
  focus(): void
}

/**
 * The bar in which a message is written. Tells `send` {text}, `write` {text} at each key, `pick` {kind} when something else than text is to be sent, `voice` {file},
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
        kept.draft ??= kept.text
        this.setData({ isTalking: false, panel: '' })
        this.show(edit.text)
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
    put(text: string) {
      const before = typed(this).text
      this.show(before === '' ? text : `${before} ${text}`)
    },
    focus() {
      this.setData({ focus: true })
    },
    onFocus() {
      // The view has the focus; `data` learns of it, so that it can be asked for again later.
      this.data.focus = true
    },
    onBlur() {
      this.setData({ focus: false })
    },
    onInput({ detail }: WechatMiniprogram.TextareaInput) {
      typed(this).text = detail.value
      if (detail.value.length > most) {
        toast(t('composer.cut', { count: most }))
        this.show(detail.value.slice(0, most))
        return
      }
      this.weigh()
      this.triggerEvent('write', { text: detail.value })
    },
    onConfirm({ detail }: WechatMiniprogram.TextareaConfirm) {
      typed(this).text = detail.value
      this.weigh()
      this.onSend()
    },
    onSend() {
      const { text } = typed(this)
      const { isBlank, left = 0 } = countOf(text)
      if (isBlank) return
      if (left < 0) {
        toast(t('composer.notSent', { count: -left }))
        return
      }
      if (!this.data.edit) this.show('')
      this.triggerEvent('send', { text })
      this.focus()
    },
    onPanel({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const { panel } = currentTarget.dataset as { panel: string }
      this.open(panel === this.data.panel ? '' : panel)
    },
    onEmoji({ detail }: WechatMiniprogram.CustomEvent<{ emoji: string }>) {
      this.show(typed(this).text + detail.emoji)
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
    show(text: string) {
      this.setData({ text: typed(this).text })
      typed(this).text = text
      this.setData({ text })
      this.weigh()
      this.triggerEvent('write', { text })
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

function counterOf(left: number): string {
  if (left < 0) return t('composer.over', { count: -left })
  return left === 1 ? t('composer.leftOne') : t('composer.left', { count: left })
}
