import { limits } from '../protocol/limits'
import { Refused } from '../session/refused'
import type { PickedFile } from '../uploads/upload-store'
import { levelOf } from './mp3-level'
import { visibility } from './visibility'

/** Milliseconds: recorders overrun a little, and the server takes no more than `voiceMs`. */
const mostMs = limits.voiceMs - 1_000
/** Kilobytes after which what was recorded is handed over, to be measured: a sixth of a second. */
const pieceKb = 1
/** Milliseconds below which it was a tap and not a message. */
const leastMs = 700
/** Milliseconds in which a recorder that was stopped gives its file. A phone that is in a call may never do. */
const answerMs = 5_000

/** What was recorded. */
export interface Recorded {
  file: PickedFile
  /** Milliseconds. */
  duration: number
  /** Not ended by who spoke: a call came, or the screen went dark. */
  isCut: boolean
}

/** A voice that is being recorded. */
export interface Recording {
  /**
   * What was recorded; nothing when it was canceled. Rejects with `Refused`: `microphone`, `recorder-busy`, `recorder-cut`, `recorder`,
   * `too-short`.
   */
  done: Promise<Recorded | undefined>
  stop(): void
  /** Stops as the phone would: the touch was taken away. */
  cut(): void
  cancel(): void
}

interface Waiting {
  settle(recorded: Recorded | undefined): void
  fail(error: Refused): void
  onStart(): void
  onLevel(level: number): void
  isCanceled: boolean
  isCut: boolean
  isStarted: boolean
  /** It was told to stop. */
  isOver: boolean
  giveUp?: ReturnType<typeof setTimeout>
}

let manager: WechatMiniprogram.RecorderManager | undefined
let waiting: Waiting | undefined

/**
 * Records until it is stopped, a minute at most. What was begun before is canceled. `onStart`: it listens now. `onLevel`: how loud
 * it is, 0 to 1, some six times a second; a browser does not measure it.
 */
export function record(onStart: () => void, onLevel: (level: number) => void): Recording {
  const recorder = theOne()
  end()?.settle(undefined)
  const state = { isCanceled: false, isCut: false, isStarted: false, isOver: false }
  const done = new Promise<Recorded | undefined>((settle, fail) => {
    waiting = { settle, fail, onStart, onLevel, ...state }
  })
  const mine = waiting
  // Plays on every phone; the rate of bits is one that WeChat allows with this rate of samples.
  recorder.start({
    duration: mostMs,
    sampleRate: 16_000,
    numberOfChannels: 1,
    encodeBitRate: 48_000,
    format: 'mp3',
    frameSize: pieceKb,
  })
  const stop = (how: Partial<Waiting>) => {
    if (mine && mine === waiting) stopMine(Object.assign(mine, how))
  }
  return {
    done,
    stop: () => stop({}),
    cut: () => stop({ isCut: true }),
    cancel: () => stop({ isCanceled: true }),
  }
}

/** There is one recorder, whose listeners cannot be taken off. */
function theOne(): WechatMiniprogram.RecorderManager {
  if (manager) return manager
  manager = wx.getRecorderManager()
  manager.onStart(onStarted)
  manager.onFrameRecorded(({ frameBuffer }) => {
    const level = levelOf(frameBuffer)
    if (level !== undefined && waiting && !waiting.isOver) waiting.onLevel(level)
  })
  manager.onStop(onStopped)
  manager.onError(({ errMsg }) => end()?.fail(new Refused(codeOf(errMsg), errMsg)))
  // A call pauses it, and nothing goes on by itself afterwards; a dark screen may not even tell so.
  manager.onInterruptionBegin(cut)
  manager.onPause(cut)
  manager.onInterruptionEnd(cut)
  visibility.onHide(cut)
  return manager
}

function onStarted(): void {
  if (!waiting) return manager?.stop()
  waiting.isStarted = true
  // Let go while the phone still asked for the microphone.
  if (waiting.isOver) stopMine(waiting)
  else waiting.onStart()
}

function onStopped(told: WechatMiniprogram.OnStopListenerResult): void {
  const mine = end()
  if (!mine) return
  const { tempFilePath: path, duration, fileSize: size } = told
  const { isCanceled, isCut } = mine
  if (isCanceled) mine.settle(undefined)
  else if (duration < leastMs) mine.fail(new Refused(isCut ? 'recorder-cut' : 'too-short'))
  else mine.settle({ file: { kind: 'voice', path, size, name: '' }, duration, isCut })
}

/** What was said so far is kept. The question for the microphone hides no program: there is nothing to end yet. */
function cut(): void {
  if (waiting?.isStarted && !waiting.isOver) stopMine(Object.assign(waiting, { isCut: true }))
}

function stopMine(mine: Waiting): void {
  mine.isOver = true
  // Before it has started it cannot be stopped: WeChat would tell of an error, and record all the same.
  if (!mine.isStarted || mine.giveUp !== undefined) return
  manager?.stop()
  mine.giveUp = setTimeout(() => {
    const { isCanceled, isCut } = mine
    end()
    if (isCanceled) mine.settle(undefined)
    else mine.fail(new Refused(isCut ? 'recorder-cut' : 'recorder'))
  }, answerMs)
}

/** Nothing is recorded any more; what was. */
function end(): Waiting | undefined {
  const mine = waiting
  waiting = undefined
  if (mine?.giveUp !== undefined) clearTimeout(mine.giveUp)
  return mine
}

function codeOf(errMsg: string): string {
  if (/auth|permission|deny|denied/i.test(errMsg)) return 'microphone'
  // Let go before anything was heard.
  if (/not start|not recording/i.test(errMsg)) return 'too-short'
  return /is recording|busy|occup|interrupt/i.test(errMsg) ? 'recorder-busy' : 'recorder'
}
