import { t } from '../../i18n/index'
import { placeMenu } from './place'

/** Width of one item, px, as in the style. */
const itemWidth = 64
const height = 44

/** What can be done with a message, beside the finger that held it. Tells `choose` {action} or `close`. */
Component({
  properties: {
    /** Where the finger is, px from the top left of the page. */
    x: Number,
    y: Number,
    /** `{ action, label }`, from left to right. */
    items: Array,
  },
  data: { left: 0, top: 0, close: '' },
  observers: {
    'x, y, items': function (x: number, y: number, items: unknown[]) {
      const { windowWidth, windowHeight } = wx.getWindowInfo()
      const size = { width: itemWidth * items.length, height }
      this.setData(placeMenu({ x, y }, size, { width: windowWidth, height: windowHeight }))
    },
  },
  lifetimes: {
    attached() {
      this.setData({ close: t('menu.close') })
    },
  },
  methods: {
    onChoose({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('choose', { action: currentTarget.dataset.action })
    },
    onClose() {
      this.triggerEvent('close')
    },
  },
})
