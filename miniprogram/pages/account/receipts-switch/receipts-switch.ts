import { app } from '../../../app/index'
import { words } from '../../../i18n/for-template'
import { explain } from '../../../i18n/index'
import { follow, unfollow } from '../../../lib/subscriptions'

const partWords = () => words('account.receipts', 'account.receiptsHint', 'common.retry')

/** Whether others see how far one has read, and one sees it of them. */
Component({
  data: {
    t: partWords(),
    isOn: true,
    /** The server has told how it stands. */
    isKnown: false,
    problem: '',
    busy: false,
  },
  lifetimes: {
    attached() {
      this.setData({ t: partWords() })
      // Also at once, and when there is a network again.
      const connection = app.connection.subscribe(({ state }) => {
        if (state === 'open' && this.data.problem !== '' && !this.data.isKnown) void this.load()
      })
      follow(this, connection)
      void this.load()
    },
    detached() {
      unfollow(this)
    },
  },
  methods: {
    async load() {
      this.setData({ problem: '' })
      try {
        this.setData({ isOn: await app.account.receipts(), isKnown: true })
      } catch (error) {
        this.setData({ problem: explain(error) })
      }
    },
    /** The switch has turned by itself; where that was not granted, it turns back. */
    async onTurn({ detail }: WechatMiniprogram.SwitchChange) {
      const isOn = detail.value
      this.setData({ isOn, busy: true, problem: '' })
      try {
        await app.account.turnReceipts(isOn)
        this.setData({ busy: false })
      } catch (error) {
        this.setData({ isOn: !isOn, busy: false, problem: explain(error) })
      }
    },
  },
})
