// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { heard, type Part, Stage, textOf } from '../support/stage'

type Listener = (told: object) => void

/** A recorder as WeChat has one: its listeners stay. */
const told: Record<string, Listener> = {}
const asked: string[] = []
let answer: { confirm: boolean }
let stage: Stage
/** How often the voice message that plays was paused. */
let paused = 0
beforeAll(() => {
  const on = (name: string) => (listener: Listener) => {
    told[name] = listener
  }
  const recorder = {
    start: () => asked.push('start'),
    stop: () => asked.push('stop'),
    onStart: on('start'),
    onStop: on('stop'),
    onError: on('error'),
    onFrameRecorded: on('frame'),
    onPause: on('pause'),
    onInterruptionBegin: on('interruptionBegin'),
    onInterruptionEnd: on('interruptionEnd'),
  }
  stage = new Stage(
    { voices: { pause: () => (paused += 1) } as never },
    {
      getRecorderManager: () => recorder,
      onAppHide: on('hide'),
      showModal: ({ content, success }: { content: string; success?(answer: object): void }) => {
        asked.push(content.startsWith('录音被打断') ? content : 'modal')
        success?.(answer)
        return Promise.resolve(answer)
      },
      openSetting: () => asked.push('openSetting'),
      showToast: ({ title }: { title: string }) => asked.push(title),
    },
  )
})
beforeEach(() => {
  asked.length = 0
  answer = { confirm: true }
})
afterEach(() => {
  told.stop?.({ tempFilePath: 'tmp/rest', duration: 0, fileSize: 0 })
  stage.clear()
  vi.useRealTimers()
})
afterAll(() => stage.close())

function show(): Part {
  return stage.show('components/hold-to-talk/hold-to-talk')
}

/** A touch as the component reads it: by where the finger is. */
function touch(part: Part, name: string, clientY: number): void {
  part.instance[name]({ touches: [{ clientY }] })
}

/** Lets what was told have its effect. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

it('who refused the microphone is led to the settings, and speaks with the next hold', async () => {
  const part = show()
  const voices = heard(part, 'voice')
  touch(part, 'onDown', 500)
  told.error?.({ errMsg: 'operateRecorder:fail auth deny' })
  await settled()
  expect(asked).toEqual(['start', 'modal', 'openSetting'])
  expect(part.data.isHeld).toBe(false)

  touch(part, 'onDown', 500)
  told.start?.({})
  part.instance.onUp()
  told.stop?.({ tempFilePath: 'tmp/voice.mp3', duration: 2_000, fileSize: 9 })
  await settled()
  expect(voices).toEqual([{ file: { kind: 'voice', path: 'tmp/voice.mp3', size: 9, name: '' } }])
})

it('a voice message that plays is paused while one is spoken', () => {
  paused = 0
  touch(show(), 'onDown', 500)
  expect(paused).toBe(1)
})

it('who wants no settings is left alone', async () => {
  answer = { confirm: false }
  const part = show()
  touch(part, 'onDown', 500)
  told.error?.({ errMsg: 'operateRecorder:fail auth deny' })
  await settled()
  expect(asked).toEqual(['start', 'modal'])
})

it('what was slid away is not sent, nor what was a tap', async () => {
  const part = show()
  const voices = heard(part, 'voice')
  touch(part, 'onDown', 500)
  told.start?.({})
  touch(part, 'onMove', 400)
  expect(textOf(part)).toContain('松开取消')
  part.instance.onUp()
  told.stop?.({ tempFilePath: 'tmp/1', duration: 5_000, fileSize: 9 })
  await settled()
  touch(part, 'onDown', 500)
  told.start?.({})
  part.instance.onUp()
  told.stop?.({ tempFilePath: 'tmp/2', duration: 300, fileSize: 9 })
  await settled()
  expect([voices, asked.at(-1)]).toEqual([[], '说话时间太短'])
})

it('one recorder that was let go before it began is stopped as soon as it has', () => {
  const part = show()
  touch(part, 'onDown', 500)
  part.instance.onUp()
  asked.length = 0
  told.start?.({})
  expect(asked).toEqual(['stop'])
})

/** A second of speaking is there when this comes. */
const file = { tempFilePath: 'tmp/cut', duration: 7_000, fileSize: 9 }
const voice = { file: { kind: 'voice', path: 'tmp/cut', size: 9, name: '' } }

it.each(['interruptionBegin', 'pause', 'hide', 'the touch is taken away'])(
  'what ends with %s is offered, and the next hold records',
  async (what) => {
    const part = show()
    const voices = heard(part, 'voice')
    touch(part, 'onDown', 500)
    told.start?.({})
    asked.length = 0
    if (told[what]) told[what]({})
    else part.instance.onLost()
    // WeChat pauses it after the call has begun: that is no second end.
    told.pause?.({})
    expect(asked).toEqual(['stop'])
    told.stop?.(file)
    await settled()
    expect([asked.at(-1), voices, part.data.isHeld]).toEqual([
      '录音被打断，发送已录的 0:07？',
      [voice],
      false,
    ])
    touch(part, 'onDown', 500)
    expect(asked.at(-1)).toBe('start')
  },
)

it('who wants what was cut off no more sends nothing', async () => {
  answer = { confirm: false }
  const part = show()
  const voices = heard(part, 'voice')
  touch(part, 'onDown', 500)
  told.start?.({})
  told.hide?.({})
  told.stop?.(file)
  await settled()
  expect(voices).toEqual([])
})

it('a recorder that never gives what it has is given up, in words, and the next hold records', async () => {
  vi.useFakeTimers()
  const part = show()
  touch(part, 'onDown', 500)
  told.start?.({})
  told.interruptionBegin?.({})
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked.at(-1)).toBe('录音被打断，没有录到内容，请重新按住说话')
  touch(part, 'onDown', 500)
  expect([asked.at(-1), part.data.isHeld]).toEqual(['start', true])
})

it('a recorder that never began stands in the way of no further hold', () => {
  const part = show()
  touch(part, 'onDown', 500)
  part.instance.onUp()
  asked.length = 0
  touch(part, 'onDown', 500)
  expect([asked, part.data.isHeld]).toEqual([['start'], true])
})

it.each([
  [
    'operateRecorder:fail:audio is recording, dont start record again',
    '麦克风正在被使用（例如通话），结束后再试',
  ],
  ['operateRecorder:fail system busy', '麦克风正在被使用（例如通话），结束后再试'],
  ['operateRecorder:fail NotFoundError', '录音没有成功'],
])('an error in the middle of it (%s) says what it is, and the next hold records', async (errMsg, words) => {
  const part = show()
  touch(part, 'onDown', 500)
  told.start?.({})
  told.error?.({ errMsg })
  await settled()
  expect([asked.at(-1), part.data.isHeld]).toEqual([words, false])
  touch(part, 'onDown', 500)
  expect(asked.at(-1)).toBe('start')
})

it('who leaves while recording is told that it was not sent', () => {
  const part = show()
  touch(part, 'onDown', 500)
  told.start?.({})
  stage.clear()
  expect(asked.at(-1)).toBe('已离开，录音没有发送')
})
