import { app } from '../../app/index'
import { isOn } from '../../calls/call'
import { words } from '../../i18n/for-template'
import { follow, unfollow } from '../../lib/subscriptions'
import { whoTalks } from '../../lib/who-talks'
import { openCall } from '../../navigation/place-call'
import type { Person } from '../../protocol/index'

const stripWords = () => words('call.join')
/** Faces that stand beside one another. */
const mostFaces = 3

/** In a group: who is talking, and the way in. Tells `resized` when it comes or goes. */
Component({
  properties: {
    /** The id of the room. */
    room: String,
  },
  data: { t: stripWords(), text: '', people: [] as readonly Person[] },
  observers: {
    room() {
      this.draw()
    },
  },
  lifetimes: {
    attached() {
      this.setData({ t: stripWords() })
      const draw = () => this.draw()
      follow(this, app.calls.rooms.subscribe(draw), app.calls.subscribe(draw))
    },
    detached() {
      unfollow(this)
    },
  },
  methods: {
    draw() {
      const { room } = this.data
      const people = (app.calls.rooms.get()[room]?.people ?? []).map(({ person }) => person)
      const own = app.calls.get()
      // Above the page stands already that one is in it.
      const isIn = isOn(own) && own.room === room
      const text = isIn ? '' : whoTalks(people)
      if (text === '' && this.data.text === '') return
      const isOther = (text === '') !== (this.data.text === '')
      this.setData({ text, people: people.slice(0, mostFaces) }, () => {
        if (isOther) this.triggerEvent('resized')
      })
    },
    onJoin() {
      openCall(this.data.room)
    },
  },
})
