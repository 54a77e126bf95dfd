import { expect, it } from 'vitest'
import { limits } from '../../../../miniprogram/protocol/index'
import { mayBeFile, mayBeRetried } from '../../../../miniprogram/uploads/upload-problem'

const picture = { kind: 'image', size: 1_000 } as const

it.each([
  'offline',
  'no-answer',
  'try-again',
  'busy',
  'too-fast',
  'internal',
  'storage-full',
  'incomplete',
  'unknown-upload',
  'http-502',
  'http-200',
  'http-429',
])('%s may be over at another try', (problem) => {
  expect([mayBeRetried(problem), mayBeFile(picture, problem)]).toEqual([true, false])
})

it.each([
  'wrong-type',
  'broken-file',
  'not-examined',
  'unknown-length',
  'too-many-pixels',
  'too-long',
  'file-too-large',
])('%s stays, and what it is said of may be sent as a file', (problem) => {
  expect([mayBeRetried(problem), mayBeFile(picture, problem)]).toEqual([false, true])
  expect(mayBeFile({ kind: 'file', size: 1_000 }, problem)).toBe(false)
})

it.each(['empty-file', 'quota-reached', 'unknown-room', 'file-gone', 'http-413', 'sun-burnt'])(
  '%s stays, whatever it is sent as',
  (problem) => {
    expect([mayBeRetried(problem), mayBeFile(picture, problem)]).toEqual([false, false])
  },
)

it('what is too large for a file, too, is not offered to be sent as one', () => {
  expect(mayBeFile({ kind: 'video', size: limits.fileBytes + 1 }, 'file-too-large')).toBe(false)
})
