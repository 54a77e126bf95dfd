import { app } from '../../app/index'
import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import type { ConnectionStatus } from '../../stores/connection-store'
import { noticeOf, patienceMs } from './notice'

const patience = own(() => ({ end: () => {} }))

/** Says when the connection is not there; a tap tries again at once. Needs no properties. */
Component({
  data: { text: '', retry: '' },
  lifetimes: {
    attached() {
      follow(
        this,
        app.connection.subscribe((status) => this.heard(status)),
      )
    },
    detached() {
      patience(this).end()
      unfollow(this)
    },
  },
  methods: {
    heard(status: ConnectionStatus) {
      patience(this).end()
      const notice = noticeOf(status)
      const show = () =>
        this.setData({ text: notice ? t(notice.text) : '', retry: notice?.retry ? t('banner.retry') : '' })
      // Once it speaks it speaks the truth at once.
      if (notice?.text !== 'banner.connecting' || this.data.text !== '') {
        show()
        return
      }
      const timer = setTimeout(show, patienceMs)
      patience(this).end = () => clearTimeout(timer)
    },
    onTap() {
      if (this.data.retry !== '') app.connection.reconnect()
    },
  },
})
