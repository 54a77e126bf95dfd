import { app } from '../../app/index'
import type { Call } from '../../calls/call'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { follow, unfollow } from '../../lib/subscriptions'
import { openCall, takeCall } from '../../navigation/place-call'
import type { Person } from '../../protocol/index'
import { complain } from '../../ui/dialogs'

const stripWords = () => words('call.accept', 'call.decline')
const nobody: Person = { id: '', name: '', avatar: '' }

/** Tells of a call that rings, over whichever page is open. */
Component({
  data: { t: stripWords(), isRinging: false, isVideo: false, person: nobody, title: '', note: '' },

  lifetimes: {
    attached() {
      this.setData({ t: stripWords() })
      follow(
        this,
        app.calls.subscribe((call) => this.show(call)),
      )
    },
    detached() {
      unfollow(this)
    },
  },

  methods: {
    show(call: Call | undefined) {
      if (call?.is !== 'ringing') {
        if (this.data.isRinging) this.setData({ isRinging: false })
        return
      }
      const person = call.peer ?? nobody
      const isVideo = call.media === 'video'
      const note = t(isVideo ? 'call.video' : 'call.voice')
      this.setData({ isRinging: true, isVideo, person, title: t('ringing.who', { name: person.name }), note })
    },
    onOpen() {
      openCall()
    },
    onAccept() {
      takeCall()
    },
    onDecline() {
      app.calls.decline().catch(complain)
    },
  },
})
