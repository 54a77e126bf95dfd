import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import { hasEar } from '../../platform/player'
import type { Settings } from '../../stores/settings-store'
import { fasterThan, speedOf } from '../../voices/speed'
import type { VoiceState } from '../../voices/voice-player'
import { clockOf, placeOf } from '../media-content/measure'

const barWords = () => words('media.bar', 'media.position', 'media.stop')

/** Its slider is being drawn: where it is then is the finger's to say. */
const drawn = own(() => ({ isHeld: false }))

/** The voice message of a room that plays or was paused: where it is, how fast, by ear or speaker. Tells `resized` when it comes or goes. */
Component({
  properties: {
    /** The id of the room. */
    room: String,
  },
  data: {
    isShown: false,
    isPlaying: false,
    toggle: '',
    name: '',
    /** Milliseconds. */
    position: 0,
    duration: 1,
    time: '',
    speed: '',
    faster: '',
    canEar: false,
    isEar: false,
    way: '',
    words: barWords(),
  },
  lifetimes: {
    attached() {
      this.setData({ canEar: hasEar(), words: barWords() })
      follow(
        this,
        app.settings.subscribe((settings) => this.onSettings(settings)),
        app.voices.subscribe((voice) => this.onVoice(voice)),
      )
    },
    detached() {
      unfollow(this)
    },
  },
  methods: {
    onSettings(settings: Settings) {
      const speed = `${speedOf(settings)}×`
      const isEar = settings.voiceByEar === true
      const way = t(isEar ? 'media.to-speaker' : 'media.to-ear')
      this.setData({ speed, faster: t('media.speed', { speed }), isEar, way })
    },
    onVoice(voice: VoiceState | undefined) {
      const isShown = voice?.room === this.data.room
      if (isShown) this.show(voice)
      if (isShown === this.data.isShown) return
      drawn(this).isHeld = false
      this.setData({ isShown }, () => this.triggerEvent('resized'))
    },
    show({ isPlaying, name, position, duration }: VoiceState) {
      const toggle = t(isPlaying ? 'media.pause' : 'media.resume')
      const shown = drawn(this).isHeld ? this.data.position : position
      const time = `${placeOf(shown)} / ${clockOf(duration)}`
      this.setData({ isPlaying, toggle, name, duration, position: shown, time })
    },
    onToggle() {
      if (this.data.isPlaying) app.voices.pause()
      else app.voices.resume()
    },
    onDrawing({ detail }: WechatMiniprogram.SliderChanging) {
      drawn(this).isHeld = true
      this.setData({
        position: detail.value,
        time: `${placeOf(detail.value)} / ${clockOf(this.data.duration)}`,
      })
    },
    onDrawn({ detail }: WechatMiniprogram.SliderChange) {
      drawn(this).isHeld = false
      app.voices.seek(detail.value)
    },
    onSpeed() {
      app.settings.change({ voiceSpeed: fasterThan(speedOf(app.settings.get())) })
    },
    onWay() {
      app.settings.change({ voiceByEar: !this.data.isEar })
    },
    onStop() {
      app.voices.stop()
    },
  },
})
