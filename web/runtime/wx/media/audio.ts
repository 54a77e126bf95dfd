import { asyncApi } from '../api'

type Listener = (...args: unknown[]) => void

/** What `wx.createInnerAudioContext` gives, of an `<audio>` that is on no page. */
function createInnerAudioContext() {
  const audio = new Audio()
  let isOver = false
  const on = (event: string) => (listener: Listener) =>
    audio.addEventListener(event, () => {
      if (!isOver) listener()
    })
  const failed = new Set<Listener>()
  const stopped = new Set<Listener>()
  const fail = () => {
    for (const listener of failed) if (!isOver) listener({ errCode: 10_001, errMsg: 'audio:fail' })
  }
  audio.addEventListener('error', fail)
  return {
    get src() {
      return audio.src
    },
    set src(address: string) {
      audio.src = address
    },
    get duration() {
      return audio.duration
    },
    get currentTime() {
      return audio.currentTime
    },
    get paused() {
      return audio.paused
    },
    // Rejects in a browser that allows no sound before the first tap.
    play: () => void audio.play().catch(fail),
    pause: () => audio.pause(),
    stop() {
      audio.pause()
      audio.currentTime = 0
      for (const listener of stopped) listener()
    },
    seek: (seconds: number) => {
      audio.currentTime = seconds
    },
    destroy() {
      isOver = true
      audio.pause()
      audio.removeAttribute('src')
    },
    onPlay: on('playing'),
    onPause: on('pause'),
    onEnded: on('ended'),
    onTimeUpdate: on('timeupdate'),
    onCanplay: on('canplay'),
    onWaiting: on('waiting'),
    onStop: (listener: Listener) => stopped.add(listener),
    onError: (listener: Listener) => failed.add(listener),
  }
}

/** A browser has no mute switch of its own. */
export const audio = {
  createInnerAudioContext,
  setInnerAudioOption: asyncApi('setInnerAudioOption', () => ({})),
}
