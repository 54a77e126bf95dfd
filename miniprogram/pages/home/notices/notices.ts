import { house } from '../../../house'
import { mention } from '../../../lib/dialogs'
import { shortWhen } from '../../../lib/short-when'
import { follow, unfollow } from '../../../lib/subscriptions'
import { openPerson, openRoom } from '../../../navigation/go'
import type { Person } from '../../../protocol/index'
import type { Invitation } from '../../../stores/invitations'
import { words } from '../../../words/for-template'
import { explain, t } from '../../../words/index'

interface Shown {
  link: string
  person: Person
  note: string
  time: string
}

const tabWords = () =>
  words(
    'notices.received',
    'notices.sent',
    'notices.empty',
    'notices.connect',
    'notices.decline',
    'notices.withdraw',
  )

/** Invitations that wait: for this person's answer, and for that of others. */
Component({
  data: {
    t: tabWords(),
    received: [] as Shown[],
    sent: [] as Shown[],
    refreshing: false,
    /** The invitation whose answer is on its way. */
    busy: '',
  },

  lifetimes: {
    attached() {
      this.setData({ t: tabWords() })
      follow(
        this,
        house.invitations.subscribe(({ received, sent }) => {
          const now = Date.now()
          const show = ({ link, person, note, time }: Invitation): Shown => ({
            link,
            person,
            note: note || t('notices.noNote'),
            time: shortWhen(time, now),
          })
          this.setData({ received: received.map(show), sent: sent.map(show) })
        }),
      )
    },
    detached() {
      unfollow(this)
    },
  },

  methods: {
    async onRefresh() {
      this.setData({ refreshing: true })
      await house.invitations.refresh().catch((error: unknown) => mention(explain(error)))
      this.setData({ refreshing: false })
    },

    onPerson(event: WechatMiniprogram.TouchEvent) {
      openPerson(String(event.currentTarget.dataset.person))
    },

    async onConnect(event: WechatMiniprogram.TouchEvent) {
      await this.answer(event, async (link) => {
        const { room } = await house.links.connect(link)
        openRoom({ id: room, kind: 'direct' })
      })
    },

    async onDecline(event: WechatMiniprogram.TouchEvent) {
      await this.answer(event, house.links.decline)
    },

    async onWithdraw(event: WechatMiniprogram.TouchEvent) {
      await this.answer(event, house.links.unlink)
    },

    /** One answer at a time: a second tap on its way would answer twice. */
    async answer(event: WechatMiniprogram.TouchEvent, send: (link: string) => Promise<void>) {
      if (this.data.busy !== '') return
      const link = String(event.currentTarget.dataset.link)
      this.setData({ busy: link })
      try {
        await send(link)
      } catch (error) {
        mention(explain(error))
      }
      this.setData({ busy: '' })
    },
  },
})
