import type { Picked } from '../api/picked'
import { limits } from '../protocol/limits'
import { Refused } from '../session/refused'

/** Milliseconds: recorders overrun a little, and the server takes no more than `voiceMs`. */
const mostMs = limits.voiceMs - 1_000
/** Milliseconds below which it was a tap and not a message. */
const leastMs = 700

/** A voice that is being recorded. */
export interface Recording {
  /** The file; nothing when it was canceled. Rejects with `Refused`: `microphone`, `too-short`. */
  done: Promise<Picked | undefined>
  stop(): void
  cancel(): void
}

interface Waiting {
  settle(file: Picked | undefined): void
  fail(error: Refused): void
  isCanceled: boolean
}

let manager: WechatMiniprogram.RecorderManager | undefined
let waiting: Waiting | undefined

/** Records until it is stopped, a minute at most. What was begun before is canceled. `onStart`: it listens now. */
export function record(onStart: () => void): Recording {
  const recorder = theOne()
  waiting?.settle(undefined)
  let isOver = false
  const done = new Promise<Picked | undefined>((settle, fail) => {
    waiting = { settle, fail, isCanceled: false }
  })
  const mine = waiting
  started = () => (isOver ? recorder.stop() : onStart())
  // Plays on every phone; the rate of bits is one that WeChat allows with this rate of samples.
  recorder.start({
    duration: mostMs,
    sampleRate: 16_000,
    numberOfChannels: 1,
    encodeBitRate: 48_000,
    format: 'mp3',
  })
  const stop = () => {
    isOver = true
    recorder.stop()
  }
  return {
    done,
    stop,
    cancel() {
      if (mine) mine.isCanceled = true
      stop()
    },
  }
}

let started: () => void = () => {}

/** There is one recorder, whose listeners cannot be taken off. */
function theOne(): WechatMiniprogram.RecorderManager {
  if (manager) return manager
  manager = wx.getRecorderManager()
  manager.onStart(() => started())
  manager.onStop(({ tempFilePath: path, duration, fileSize: size }) => {
    const { settle, fail, isCanceled } = waiting ?? {}
    waiting = undefined
    if (isCanceled) settle?.(undefined)
    else if (duration < leastMs) fail?.(new Refused('too-short'))
    else settle?.({ kind: 'voice', path, size, name: '' })
  })
  manager.onError(({ errMsg }) => {
    const isDenied = /auth|permission|deny|denied/i.test(errMsg)
    waiting?.fail(new Refused(isDenied ? 'microphone' : 'recorder', errMsg))
    waiting = undefined
  })
  return manager
}
