import { app } from '../../app/index'
import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import type { ConnectionStatus } from '../../stores/connection-store'
import { graceMs, noticeOf } from './notice'

const grace = own(() => ({ end: () => {} }))

/**
 * What every page tells at its top. When the connection is not there; a tap tries again at once. Under it the call that goes on, one that
 * rings, and the strip of invitations. Tells `resized`.
 */
Component({
  properties: {
    /** The strip lies over what is below: what is read there must not move. */
    over: Boolean,
    /** Whether the page lists invitations itself. */
    listed: Boolean,
  },
  data: { text: '', retry: '' },
  lifetimes: {
    attached() {
      follow(
        this,
        app.connection.subscribe((status) => this.onStatus(status)),
      )
    },
    detached() {
      grace(this).end()
      unfollow(this)
    },
  },
  methods: {
    onStatus(status: ConnectionStatus) {
      grace(this).end()
      const notice = noticeOf(status)
      const show = () => {
        const text = notice ? t(notice.text) : ''
        if (text === this.data.text) return
        const retry = notice?.retry ? t('banner.retry') : ''
        this.setData({ text, retry }, () => this.triggerEvent('resized'))
      }
      // A banner that is shown changes at once.
      if (notice?.text !== 'banner.connecting' || this.data.text !== '') {
        show()
        return
      }
      const timer = setTimeout(show, graceMs)
      grace(this).end = () => clearTimeout(timer)
    },
    onResized() {
      this.triggerEvent('resized')
    },
    onTap() {
      if (this.data.retry !== '') app.connection.reconnect()
    },
  },
})
