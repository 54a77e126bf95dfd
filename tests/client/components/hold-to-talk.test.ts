// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { heard, type Part, Stage, textOf } from '../support/stage'

type Listener = (told: object) => void

/** A recorder as WeChat has one: its listeners stay. */
const told: Record<string, Listener> = {}
const asked: string[] = []
let answer: { confirm: boolean }
let stage: Stage
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
  }
  stage = new Stage(
    {},
    {
      getRecorderManager: () => recorder,
      showModal: ({ success }: { success(answer: object): void }) => {
        asked.push('modal')
        success(answer)
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
afterEach(() => stage.clear())
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
