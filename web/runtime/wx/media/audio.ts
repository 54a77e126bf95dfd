import { asyncApi } from '../api'

type Listener = (...args: unknown[]) => void

/**
 * Elements whose players are gone. Each plays again: one that a tap has started may go on with another sound by itself, which Safari
 * allows no new one (webkit.org/blog/6784).
 */
const spare: HTMLAudioElement[] = []

/** What `wx.createInnerAudioContext` gives, of an `<audio>` that is on no page. */
class InnerAudioContext {
  readonly #audio = spare.pop() ?? new Audio()
  readonly #over = new AbortController()
  readonly #failed = new Set<Listener>()
  readonly #stopped = new Set<Listener>()
  #startTime = 0

  constructor() {
    this.#on('error', () => this.#fail())
  }

  get src() {
    return this.#audio.src
  }
  set src(address: string) {
    this.#audio.src = address
    this.#audio.currentTime = this.#startTime
  }
  get startTime() {
    return this.#startTime
  }
  set startTime(seconds: number) {
    this.#startTime = seconds
    this.#audio.currentTime = seconds
  }
  get playbackRate() {
    return this.#audio.playbackRate
  }
  /** As it is from now on, and as loading sets it back to. */
  set playbackRate(rate: number) {
    this.#audio.defaultPlaybackRate = rate
    this.#audio.playbackRate = rate
  }
  get duration() {
    return this.#audio.duration
  }
  get currentTime() {
    return this.#audio.currentTime
  }
  get paused() {
    return this.#audio.paused
  }

  // Rejects in a browser that allows no sound before the first tap.
  play() {
    this.#audio.play().catch(() => this.#fail())
  }
  pause() {
    this.#audio.pause()
  }
  stop() {
    this.#audio.pause()
    this.#audio.currentTime = 0
    for (const listener of this.#stopped) listener()
  }
  seek(seconds: number) {
    this.#audio.currentTime = seconds
  }
  destroy() {
    if (this.#over.signal.aborted) return
    this.#over.abort()
    this.#audio.pause()
    this.#audio.removeAttribute('src')
    this.#audio.defaultPlaybackRate = 1
    this.#audio.load()
    spare.push(this.#audio)
  }

  onPlay = (listener: Listener) => this.#on('playing', listener)
  /** A browser says of what has come to its end that it was paused, too, and says that first. */
  onPause = (listener: Listener) => this.#on('pause', () => !this.#audio.ended && listener())
  onEnded = (listener: Listener) => this.#on('ended', listener)
  onTimeUpdate = (listener: Listener) => this.#on('timeupdate', listener)
  onCanplay = (listener: Listener) => this.#on('canplay', listener)
  onWaiting = (listener: Listener) => this.#on('waiting', listener)
  onStop = (listener: Listener) => this.#stopped.add(listener)
  onError = (listener: Listener) => this.#failed.add(listener)

  #on(event: string, listener: Listener) {
    this.#audio.addEventListener(event, () => listener(), { signal: this.#over.signal })
  }

  #fail() {
    if (this.#over.signal.aborted) return
    for (const listener of this.#failed) listener({ errCode: 10_001, errMsg: 'audio:fail' })
  }
}

/** A browser has no mute switch of its own, and no ear. */
export const audio = {
  createInnerAudioContext: () => new InnerAudioContext(),
  setInnerAudioOption: asyncApi('setInnerAudioOption', () => ({})),
}
