import { limits } from '../protocol/limits'
import { Refused } from '../session/refused'
import type { PickedFile } from '../uploads/upload-store'
import { levelOf } from './mp3-level'

/** Milliseconds: recorders overrun a little, and the server takes no more than `voiceMs`. */
const mostMs = limits.voiceMs - 1_000
/** Kilobytes after which what was recorded is handed over, to be measured: a sixth of a second. */
const pieceKb = 1
/** Milliseconds below which it was a tap and not a message. */
const leastMs = 700

/** A voice that is being recorded. */
export interface Recording {
  /** The file; nothing when it was canceled. Rejects with `Refused`: `microphone`, `too-short`. */
  done: Promise<PickedFile | undefined>
  stop(): void
  cancel(): void
}

interface Waiting {
  settle(file: PickedFile | undefined): void
  fail(error: Refused): void
  isCanceled: boolean
}

let manager: WechatMiniprogram.RecorderManager | undefined
let waiting: Waiting | undefined

/**
 * Records until it is stopped, a minute at most. What was begun before is canceled. `onStart`: it listens now. `onLevel`: how loud
 * it is, 0 to 1, some six times a second; a browser does not measure it.
 */
export function record(onStart: () => void, onLevel: (level: number) => void): Recording {
  const recorder = theOne()
  waiting?.settle(undefined)
  let isOver = false
  const done = new Promise<PickedFile | undefined>((settle, fail) => {
    waiting = { settle, fail, isCanceled: false }
  })
  const mine = waiting
  levelChanged = (level) => {
    if (!isOver) onLevel(level)
  }
  started = () => (isOver ? recorder.stop() : onStart())
  // Plays on every phone; the rate of bits is one that WeChat allows with this rate of samples.
  recorder.start({
    duration: mostMs,
    sampleRate: 16_000,
    numberOfChannels: 1,
    encodeBitRate: 48_000,
    format: 'mp3',
    frameSize: pieceKb,
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
let levelChanged: (level: number) => void = () => {}

/** There is one recorder, whose listeners cannot be taken off. */
function theOne(): WechatMiniprogram.RecorderManager {
  if (manager) return manager
  manager = wx.getRecorderManager()
  manager.onStart(() => started())
  manager.onFrameRecorded(({ frameBuffer }) => {
    const level = levelOf(frameBuffer)
    if (level !== undefined) levelChanged(level)
  })
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
