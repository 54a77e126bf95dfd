import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'

/** What can be done with the messages that are ticked. Tells `choose` {action}: `forward`, `copy`, `favourite` or `hide`; and `close`. */
Component({
  properties: {
    /** How many are ticked. */
    count: Number,
  },
  data: { said: '', words: {} as Record<string, string> },
  observers: {
    count(count: number) {
      this.setData({ said: t('select.count', { count }) })
    },
  },
  lifetimes: {
    attached() {
      this.setData({
        words: words('menu.forward', 'menu.copy', 'menu.favourite', 'menu.hide', 'select.cancel'),
      })
    },
  },
  methods: {
    onChoose({ currentTarget }: WechatMiniprogram.TouchEvent) {
      if (this.data.count > 0) this.triggerEvent('choose', { action: currentTarget.dataset.action })
    },
    onClose() {
      this.triggerEvent('close')
    },
  },
})
