import { Refused } from '../session/refused'

type OnChange = (isPlaying: boolean) => void

let playing: { address: string; stop(): void } | undefined

/**
 * Plays a voice message; whatever else plays stops. The one that plays already stops instead. `onChange`
 * is called when it begins, and when it is over for any reason. Resolves when it is over; rejects with
 * `Refused('not-loaded')` when it cannot be played, for no host says whether the server refused it.
 */
export function play(address: string, onChange: OnChange): Promise<void> {
  const before = playing
  before?.stop()
  if (before?.address === address) return Promise.resolve()
  // Voices are to be heard also where the phone is on mute.
  wx.setInnerAudioOption({ obeyMuteSwitch: false, fail: () => {} })
  const audio = wx.createInnerAudioContext()
  return new Promise((resolve, reject) => {
    const stop = () => {
      if (playing?.stop !== stop) return
      playing = undefined
      audio.destroy()
      onChange(false)
      resolve()
    }
    playing = { address, stop }
    for (const event of ['onEnded', 'onStop'] as const) audio[event](stop)
    audio.onError(({ errMsg }) => {
      reject(new Refused('not-loaded', errMsg))
      stop()
    })
    audio.src = address
    audio.play()
    onChange(true)
  })
}

export function isPlaying(): boolean {
  return playing !== undefined
}

/** Stops what plays: the page is gone. */
export function silence(): void {
  playing?.stop()
}
