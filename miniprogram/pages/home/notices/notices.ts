import { app } from '../../../app/index'
import { words } from '../../../i18n/for-template'
import { t } from '../../../i18n/index'
import { follow, unfollow } from '../../../lib/subscriptions'
import { shortWhen } from '../../../lib/when'
import { openPerson, openRoom } from '../../../navigation/go'
import type { Invitation, Person } from '../../../protocol/index'
import { complain } from '../../../ui/dialogs'

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
        app.invitations.subscribe(() => this.draw()),
        app.clock.onMoved(() => this.draw()),
      )
    },
    detached() {
      unfollow(this)
    },
  },

  pageLifetimes: {
    show() {
      this.draw()
    },
  },

  methods: {
    draw() {
      const { received, sent } = app.invitations.get()
      const now = app.clock.now()
      const show = ({ link, person, note, time }: Invitation): Shown => ({
        link,
        person,
        note: note || t('notices.noNote'),
        time: shortWhen(time, now),
      })
      this.setData({ received: received.map(show), sent: sent.map(show) })
    },

    async onRefresh() {
      this.setData({ refreshing: true })
      await app.invitations.refresh().catch(complain)
      this.setData({ refreshing: false })
    },

    onPerson(event: WechatMiniprogram.TouchEvent) {
      openPerson(String(event.currentTarget.dataset.person))
    },

    async onConnect(event: WechatMiniprogram.TouchEvent) {
      await this.answer(event, async (link) => {
        const { room } = await app.links.connect(link)
        openRoom({ id: room, kind: 'direct' })
      })
    },

    async onDecline(event: WechatMiniprogram.TouchEvent) {
      await this.answer(event, app.links.decline)
    },

    async onWithdraw(event: WechatMiniprogram.TouchEvent) {
      await this.answer(event, app.links.unlink)
    },

    /** One answer at a time: a second tap on its way would answer twice. */
    async answer(event: WechatMiniprogram.TouchEvent, send: (link: string) => Promise<void>) {
      if (this.data.busy !== '') return
      const link = String(event.currentTarget.dataset.link)
      this.setData({ busy: link })
      try {
        await send(link)
      } catch (error) {
        complain(error)
      }
      this.setData({ busy: '' })
    },
  },
})
