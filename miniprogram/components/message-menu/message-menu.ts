import { t } from '../../i18n/index'
import { placeMenu } from './place'

/** Width of one item, px; of the menu with emojis, seven of which stand side by side; and the height of a row. */
const itemWidth = 64
const emojisWidth = 308
const height = 44
/** Items that stand side by side below the emojis. */
const perRow = 5

/**
 * What can be done with a message, beside the finger that held it. Tells `choose` {action}, `react` {emoji}, `more` when it
 * is another emoji, or `close`.
 */
Component({
  properties: {
    /** Where the finger is, px from the top left of the page. */
    x: Number,
    y: Number,
    /** `{ action, label }`, from left to right. */
    items: Array,
    /** `{ emoji, mine }`, in a row above; none where nobody can react. */
    quick: Array,
  },
  data: { left: 0, top: 0, width: 0, close: '', more: '', mine: '' },
  observers: {
    'x, y, items, quick': function (x: number, y: number, items: unknown[], quick: unknown[]) {
      const { windowWidth, windowHeight } = wx.getWindowInfo()
      const hasEmojis = quick.length > 0
      const width = hasEmojis ? emojisWidth : itemWidth * items.length
      const rows = hasEmojis ? 1 + Math.ceil(items.length / perRow) : 1
      const size = { width, height: height * rows }
      this.setData({ width, ...placeMenu({ x, y }, size, { width: windowWidth, height: windowHeight }) })
    },
  },
  lifetimes: {
    attached() {
      this.setData({ close: t('menu.close'), more: t('menu.emojis'), mine: t('reaction.take-off') })
    },
  },
  methods: {
    onChoose({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('choose', { action: currentTarget.dataset.action })
    },
    onReact({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('react', { emoji: currentTarget.dataset.emoji })
    },
    onMore() {
      this.triggerEvent('more')
    },
    onClose() {
      this.triggerEvent('close')
    },
  },
})
