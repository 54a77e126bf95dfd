import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import { clock } from '../../platform/clock'
import { type Recorded, type Recording, record } from '../../platform/recorder'
import { Refused } from '../../session/refused'
import { complain, offerSettings } from '../../ui/dialogs'
import { clockOf } from '../media-content/measure'

/** Pixels up from where the finger went down at which letting go throws the recording away. */
const cancelAt = 80

const holdWords = () => words('talk.hold', 'talk.release', 'talk.drop')

interface Hold {
  recording?: Recording
  /** The finger is gone. */
  isLetGo?: boolean
  from: number
  ticking?: ReturnType<typeof setInterval>
}

const holds = own<Hold>(() => ({ from: 0 }))

/** A button that records while it is held. Tells `voice` {file}; slid up and let go, nothing. What a call or a dark screen ended is asked about. */
Component({
  data: {
    isHeld: false,
    isLeaving: false,
    clock: '',
    /** How loud it is, in percent; below 0 while that is not known. */
    level: -1,
    words: holdWords(),
  },
  lifetimes: {
    attached() {
      this.setData({ words: holdWords() })
    },
    detached() {
      const { recording } = holds(this)
      if (!recording) return
      recording.cancel()
      wx.showToast({ title: t('talk.left'), icon: 'none' })
    },
  },
  methods: {
    onDown({ touches }: WechatMiniprogram.TouchEvent) {
      const hold = holds(this)
      // One that was let go and gave no answer is in nobody's way.
      if (hold.recording && !hold.isLetGo) return
      this.rest()
      app.voices.pause()
      hold.from = touches[0]?.clientY ?? 0
      const recording = record(
        () => this.count(),
        (level) => this.setData({ level: Math.round(level * 100) }),
      )
      hold.recording = recording
      hold.isLetGo = false
      this.setData({ isHeld: true, isLeaving: false, clock: '', level: -1 })
      recording.done.then(
        (recorded) => this.ended(recording, recorded),
        (error: unknown) => {
          this.ended(recording)
          return this.complain(error)
        },
      )
    },
    onMove({ touches }: WechatMiniprogram.TouchEvent) {
      const up = holds(this).from - (touches[0]?.clientY ?? 0)
      const isLeaving = this.data.isHeld && up > cancelAt
      if (isLeaving !== this.data.isLeaving) this.setData({ isLeaving })
    },
    onUp() {
      const hold = holds(this)
      const { recording } = hold
      hold.isLetGo = true
      if (this.data.isLeaving) recording?.cancel()
      else recording?.stop()
      this.setData({ isHeld: false, isLeaving: false })
    },
    /** Not the person's doing: the touch goes when a call comes or the screen turns dark. */
    onLost() {
      const hold = holds(this)
      hold.isLetGo = true
      hold.recording?.cut()
      this.setData({ isHeld: false, isLeaving: false })
    },
    ended(recording: Recording, recorded?: Recorded) {
      if (holds(this).recording === recording) this.rest()
      if (recorded) this.offer(recorded)
    },
    offer({ file, duration, isCut }: Recorded) {
      const send = () => this.triggerEvent('voice', { file })
      if (!isCut) return send()
      wx.showModal({
        content: t('talk.cut', { length: clockOf(duration) }),
        confirmText: t('talk.send'),
        cancelText: t('talk.discard'),
        success: ({ confirm }) => {
          if (confirm) send()
        },
        fail: () => this.complain(new Refused('recorder-cut')),
      })
    },
    count() {
      const begun = clock.elapsed()
      const hold = holds(this)
      hold.ticking = setInterval(() => this.setData({ clock: clockOf(clock.elapsed() - begun) }), 500)
    },
    rest() {
      const hold = holds(this)
      if (hold.ticking !== undefined) clearInterval(hold.ticking)
      delete hold.recording
      delete hold.ticking
      this.setData({ isHeld: false, isLeaving: false })
    },
    async complain(error: unknown) {
      const isDenied = error instanceof Refused && error.code === 'microphone'
      if (isDenied) await offerSettings(t('problem.microphone'))
      else complain(error)
    },
  },
})
