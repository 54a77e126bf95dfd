import { app } from '../../app/index'
import type { Call, OtherCall } from '../../calls/call'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { endInWords } from '../../lib/call-in-words'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import { talkLength } from '../../lib/talk-length'
import { openCall } from '../../navigation/place-call'
import { clock } from '../../platform/clock'

const barWords = () => words('call.back', 'call.close')
const ticking = own(() => ({ end: () => {} }))

/** The call that goes on while one is on another page, and the way back; how one ended that has to be read. Tells `resized`. */
Component({
  data: {
    t: barWords(),
    text: '',
    time: '',
    /** What the bar does: `open` the call, `close` itself, or nothing. */
    way: '',
    since: 0,
  },

  lifetimes: {
    attached() {
      this.setData({ t: barWords() })
      const draw = () => this.show(app.calls.get(), app.calls.elsewhere.get())
      follow(this, app.calls.subscribe(draw), app.calls.elsewhere.subscribe(draw))
    },
    detached() {
      ticking(this).end()
      unfollow(this)
    },
  },

  methods: {
    show(call: Call | undefined, other: OtherCall | undefined) {
      const { text, way, since } = barOf(call, other)
      const { data } = this
      if (text === data.text && way === data.way && since === data.since) return
      this.setData({ text, way, since }, () => this.triggerEvent('resized'))
      this.tick()
    },
    tick() {
      ticking(this).end()
      const { since } = this.data
      const time = since === 0 ? '' : talkLength((app.clock.now() - since) / 1_000)
      if (time !== this.data.time) this.setData({ time })
      if (since === 0) return
      ticking(this).end = clock.after(1_000, () => this.tick())
    },
    onTap() {
      if (this.data.way === 'open') openCall()
      if (this.data.way === 'close') app.calls.dismiss()
    },
  },
})

interface Bar {
  text: string
  way: '' | 'open' | 'close'
  since: number
}

function barOf(call: Call | undefined, other: OtherCall | undefined): Bar {
  if (call?.end) return { text: endInWords(call.end), way: 'close', since: 0 }
  if (call && call.is !== 'ringing') {
    const text = call.peer ? t('call.with', { name: call.peer.name }) : t('call.in')
    return { text, way: 'open', since: call.since }
  }
  if (!other) return { text: '', way: '', since: 0 }
  const { isLost, since } = other
  // In WeChat one can never come back into it.
  const isOpen = isLost && app.calls.canTalk
  return { text: t(isOpen ? 'call.you-are-in' : 'call.on-other-device'), way: isOpen ? 'open' : '', since }
}
