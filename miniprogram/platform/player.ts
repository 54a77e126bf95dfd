/** What a voice message tells while it is the one that plays. */
export interface Listener {
  /** It begins, or is over for any reason. */
  onChange(isPlaying: boolean): void
  /** Something of it was heard. Called once. */
  onHeard(): void
  /** It ended before its end, for the phone could not play it. */
  onFailed(): void
}

let playing: { media: string; stop(): void } | undefined
/** How often something was to sound, or nothing any more. */
let turns = 0

/** What is to sound next, once it is found. Answers whether that still holds: nothing else is to sound, and the page is there. */
export function takeTurn(): () => boolean {
  turns += 1
  const mine = turns
  return () => mine === turns
}

/** Plays a voice message; whatever else plays stops. */
export function play(media: string, address: string, { onChange, onHeard, onFailed }: Listener): void {
  playing?.stop()
  // Voices are to be heard also where the phone is on mute.
  wx.setInnerAudioOption({ obeyMuteSwitch: false, fail: () => {} })
  const audio = wx.createInnerAudioContext()
  let isHeard = false
  const hear = () => {
    if (!isHeard) onHeard()
    isHeard = true
  }
  const stop = () => {
    if (playing?.stop !== stop) return
    playing = undefined
    audio.destroy()
    onChange(false)
  }
  playing = { media, stop }
  // `onPlay` may come before the first byte has: only the clock of the player tells that it sounds.
  audio.onTimeUpdate(() => {
    if (audio.currentTime > 0) hear()
  })
  audio.onEnded(() => {
    hear()
    stop()
  })
  // A call, or the program going to the back.
  audio.onPause(stop)
  audio.onStop(stop)
  audio.onError(() => {
    const isMine = playing?.stop === stop
    stop()
    if (isMine) onFailed()
  })
  audio.src = address
  audio.play()
  onChange(true)
}

export function isPlaying(): boolean {
  return playing !== undefined
}

/** Stops what plays, and what is to sound: the page is gone. Or, with `media`, only that one. Whether something was stopped. */
export function silence(media?: string): boolean {
  if (media === undefined) turns += 1
  if (!playing || (media !== undefined && playing.media !== media)) return false
  playing.stop()
  return true
}
