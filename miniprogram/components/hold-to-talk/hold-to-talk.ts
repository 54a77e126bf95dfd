import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import { clock } from '../../platform/clock'
import { silence } from '../../platform/player'
import { type Recording, record } from '../../platform/recorder'
import { Refused } from '../../session/refused'
import { clockOf } from '../media-content/measure'

/** Pixels up from where the finger went down at which letting go throws the recording away. */
const cancelAt = 80

const holdWords = () => words('talk.hold', 'talk.release', 'talk.drop')

interface Hold {
  recording?: Recording
  from: number
  ticking?: ReturnType<typeof setInterval>
}

const holds = own<Hold>(() => ({ from: 0 }))

/** A button that records while it is held. Tells `voice` {file}; slid up and let go, nothing. */
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
      this.onLost()
    },
  },
  methods: {
    onDown({ touches }: WechatMiniprogram.TouchEvent) {
      const hold = holds(this)
      if (hold.recording) return
      silence()
      hold.from = touches[0]?.clientY ?? 0
      hold.recording = record(
        () => this.count(),
        (level) => this.setData({ level: Math.round(level * 100) }),
      )
      this.setData({ isHeld: true, isLeaving: false, clock: '', level: -1 })
      hold.recording.done.then(
        (file) => {
          if (file) this.triggerEvent('voice', { file })
          this.rest()
        },
        (error: unknown) => {
          this.rest()
          this.complain(error)
        },
      )
    },
    onMove({ touches }: WechatMiniprogram.TouchEvent) {
      const up = holds(this).from - (touches[0]?.clientY ?? 0)
      const isLeaving = this.data.isHeld && up > cancelAt
      if (isLeaving !== this.data.isLeaving) this.setData({ isLeaving })
    },
    onUp() {
      const { recording } = holds(this)
      if (this.data.isLeaving) recording?.cancel()
      else recording?.stop()
      this.setData({ isHeld: false, isLeaving: false })
    },
    onLost() {
      holds(this).recording?.cancel()
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
      this.setData({ isHeld: false, isLeaving: false })
    },
    complain(error: unknown) {
      const isDenied = error instanceof Refused && error.code === 'microphone'
      if (!isDenied) {
        wx.showToast({ title: explain(error), icon: 'none' })
        return
      }
      // A person who refused once is asked again nowhere else.
      wx.showModal({
        content: t('problem.microphone'),
        confirmText: t('talk.settings'),
        cancelText: t('common.cancel'),
        success: ({ confirm }) => {
          if (confirm) wx.openSetting()
        },
      })
    },
  },
})
