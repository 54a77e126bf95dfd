import type { OpenSound } from '../voices/sound'

/** The voice message that sounds. */
let playing: { end(): void } | undefined

/**
 * Plays a voice message on a player of its own, as WeChat advises; whatever else plays is ended. Which of ear and speaker it is cannot be
 * changed while something plays: it is ended, and begun again where it was
 * (developers.weixin.qq.com/miniprogram/dev/api/media/audio/wx.setInnerAudioOption.html).
 */
export const openSound: OpenSound = (
  address,
  { at, speed, ear },
  { onPosition, onPaused, onEnded, onFailed },
) => {
  playing?.end()
  // Voices are to be heard also where the phone is on mute.
  wx.setInnerAudioOption({ obeyMuteSwitch: false, speakerOn: !ear, fail: () => {} })
  const audio = wx.createInnerAudioContext()
  const end = () => {
    if (playing !== sound) return
    playing = undefined
    audio.destroy()
  }
  const sound = {
    seek: (to: number) => audio.seek(to / 1_000),
    setSpeed(to: number) {
      audio.playbackRate = to
    },
    end,
  }
  playing = sound
  const ended = (tell: () => void) => () => {
    const isMine = playing === sound
    end()
    if (isMine) tell()
  }
  // `onPlay` may come before the first byte has: only the clock of the player tells that it sounds.
  audio.onTimeUpdate(() => {
    if (playing === sound) onPosition(audio.currentTime * 1_000)
  })
  audio.onEnded(ended(onEnded))
  // A call, or the program going to the back.
  audio.onPause(ended(onPaused))
  audio.onStop(ended(onPaused))
  audio.onError(ended(onFailed))
  audio.startTime = at / 1_000
  audio.src = address
  audio.playbackRate = speed
  audio.play()
  return sound
}

export function isPlaying(): boolean {
  return playing !== undefined
}

/** Whether this is a phone that can be held to the ear: computers, browsers and iPads cannot. */
export function hasEar(): boolean {
  const { platform, model } = wx.getDeviceInfo()
  return ['ios', 'android', 'ohos'].includes(platform) && !/pad|tablet/i.test(model)
}
