type OnChange = (isPlaying: boolean) => void

let playing: { address: string; stop(): void } | undefined

/**
 * Plays a voice message; whatever else plays stops. The one that plays already stops instead. `onChange`
 * is called when it begins, and when it is over for any reason.
 */
export function play(address: string, onChange: OnChange): void {
  const before = playing
  before?.stop()
  if (before?.address === address) return
  // Voices are to be heard also where the phone is on mute.
  wx.setInnerAudioOption({ obeyMuteSwitch: false, fail: () => {} })
  const audio = wx.createInnerAudioContext()
  const stop = () => {
    if (playing?.stop !== stop) return
    playing = undefined
    audio.destroy()
    onChange(false)
  }
  playing = { address, stop }
  for (const event of ['onEnded', 'onStop', 'onError'] as const) audio[event](stop)
  audio.src = address
  audio.play()
  onChange(true)
}

export function isPlaying(): boolean {
  return playing !== undefined
}

/** Stops what plays: the page is gone. */
export function silence(): void {
  playing?.stop()
}
