import { words } from '../../../i18n/for-template'
import { own } from '../../../lib/own'

/** One line to be filled in. */
export interface SecretField {
  name: string
  label: string
  hint: string
  /** Whether it is hidden while it is typed. */
  isSecret: boolean
}

/** What stands in the fields, for Enter knows only its own. */
const typed = own<Record<string, string>>(() => ({}))

/** A form with a password in it. Triggers `send` with what was typed, by the names of the fields. */
Component({
  properties: {
    /** List of `SecretField`. */
    fields: { type: Array, value: [] },
    action: String,
    busy: Boolean,
    problem: String,
  },
  data: { t: {} as Record<string, string>, isShown: false },
  lifetimes: {
    attached() {
      this.setData({ t: words('account.show', 'account.hide') })
    },
  },
  methods: {
    onType(event: WechatMiniprogram.Input) {
      typed(this)[String(event.currentTarget.dataset.field)] = event.detail.value
    },
    onShow() {
      this.setData({ isShown: !this.data.isShown })
    },
    onConfirm() {
      this.send(typed(this))
    },
    onSubmit(event: WechatMiniprogram.FormSubmit) {
      this.send(event.detail.value)
    },
    send(values: Record<string, unknown>) {
      if (!this.data.busy) this.triggerEvent('send', { ...values })
    },
  },
})
