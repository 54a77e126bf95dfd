import { isPlaying } from './player'

/** Plays the sound of a new message: not over a voice message, and not where the phone is on mute. */
export function chime(): void {
  if (isPlaying()) return
  wx.setInnerAudioOption({ obeyMuteSwitch: true, fail: () => {} })
  // Made for sounds as short as this one: without the pause that the other player makes first.
  const audio = wx.createInnerAudioContext({ useWebAudioImplement: true })
  const end = () => audio.destroy()
  audio.onEnded(end)
  // A browser lets nothing play before the first tap.
  audio.onError(end)
  audio.src = '/assets/chime.mp3'
  audio.play()
}

/** Shakes a phone that can be shaken. */
export function hum(): void {
  // Without `fail` a phone that cannot would answer with a promise that rejects.
  wx.vibrateLong({ fail: () => {} })
}
