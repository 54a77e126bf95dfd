import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { follow, unfollow } from '../../lib/subscriptions'
import { openRoom } from '../../navigation/go'
import { complain } from '../../ui/dialogs'

const stripWords = () => words('notices.connect', 'notices.decline', 'strip.later', 'strip.open')

/** Tells of invitations that have come, and of those that were accepted: one at a time, and how many more there are. */
Component({
  properties: {
    /** Whether the page lists invitations itself: then the strip tells only of those that were accepted. */
    listed: Boolean,
  },

  data: {
    t: stripWords(),
    /** What is told of; empty while there is nothing. */
    key: '',
    isInvited: false,
    title: '',
    note: '',
    more: '',
    busy: false,
  },

  observers: {
    listed() {
      this.draw()
    },
  },

  lifetimes: {
    attached() {
      this.setData({ t: stripWords() })
      follow(
        this,
        app.invitations.news.subscribe(() => this.draw()),
      )
    },
    detached() {
      unfollow(this)
    },
  },

  methods: {
    /** What is shown stays until it is answered: another one must not slip under the finger. */
    draw() {
      const all = app.invitations.news.get().filter(({ is }) => is === 'accepted' || !this.data.listed)
      const first = all.find(({ key }) => key === this.data.key) ?? all[0]
      if (!first) {
        this.setData({ key: '', title: '' })
        return
      }
      const { key, person } = first
      const isInvited = first.is === 'invited'
      this.setData({
        key,
        isInvited,
        title: t(isInvited ? 'strip.invited' : 'strip.accepted', { name: person.name }),
        note: isInvited ? first.note : '',
        more: all.length > 1 ? t('strip.more', { count: all.length - 1 }) : '',
      })
    },

    onLater() {
      app.invitations.dismiss([this.data.key])
    },

    onOpen() {
      const { key } = this.data
      app.invitations.dismiss([key])
      openRoom({ id: key, kind: 'direct' })
    },

    async onConnect() {
      await this.answer(async (link) => {
        const { room } = await app.links.connect(link)
        openRoom({ id: room, kind: 'direct' })
      })
    },

    async onDecline() {
      await this.answer(app.links.decline)
    },

    /** One answer at a time: a second tap on its way would answer twice. */
    async answer(send: (link: string) => Promise<void>) {
      if (this.data.busy) return
      this.setData({ busy: true })
      try {
        await send(this.data.key)
      } catch (error) {
        complain(error)
      }
      this.setData({ busy: false })
    },
  },
})
