import { resolve } from 'node:path'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { type Examiner, openExaminer } from '../../../../server/media/examiner'

const slow = {
  script: resolve('tests/support/slow-examiner.ts'),
  execArgv: ['--import', 'tsx'],
  processorMs: 3_600_000,
  idleMs: 3_600_000,
  mostWaiting: 1,
  mostOfOne: 100,
}
let examiner: Examiner
afterEach(() => examiner.close())

const { signal: patient } = new AbortController()
const ann = { person: 'ann', signal: patient }
const endless = (signal = patient, person = 'ann') =>
  examiner.examine('image', ['a', 'b'], { person, signal })
/** By the place where `endless` was: it is free again. */
const another = async () => String(await examiner.examine('avatar', ['a', 256], ann))
const codeOf = (examination: Promise<unknown>) => examination.then(String, ({ code }) => code)

it('What keeps a core busy for longer than it may is ended, and the next file is looked at', async () => {
  examiner = openExaminer({ ...slow, processorMs: 2_000 })
  expect(await codeOf(endless())).toBe('not-examined')
  expect(await another()).toBe('drawn')
})

it('What waits for ever, and does nothing, is ended by the clock', async () => {
  examiner = openExaminer({ ...slow, idleMs: 100 })
  expect(await codeOf(examiner.examine('poster', ['a'], ann))).toBe('not-examined')
})

it('What falls over takes nobody along, and the next file is looked at', async () => {
  examiner = openExaminer(slow)
  expect(await codeOf(examiner.examine('video', ['a'], ann))).toBe('not-examined')
  expect(await examiner.examine('voice', ['a'], ann)).toEqual({ type: 'audio/mpeg', duration: 1_000 })
})

it('What cannot be started for a moment is started for the next file', async () => {
  examiner = openExaminer(slow)
  const listen = () => examiner.examine('voice', ['a'], ann)
  const { execPath } = process
  onTestFinished(() => {
    process.execPath = execPath
  })
  process.execPath = '/nowhere/node'
  await expect(listen()).rejects.toThrow('spawn /nowhere/node')
  process.execPath = execPath
  expect(await listen()).toEqual({ type: 'audio/mpeg', duration: 1_000 })
})

it('What nobody waits for any more is ended, and what waited behind it has its turn', async () => {
  examiner = openExaminer(slow)
  const gone = new AbortController()
  const first = endless(gone.signal)
  const second = another()
  gone.abort(new Error('the sender has gone'))
  await expect(first).rejects.toThrow('the sender has gone')
  expect(await second).toBe('drawn')
})

it('What waits and whose sender goes is never begun', async () => {
  examiner = openExaminer(slow)
  const gone = new AbortController()
  const first = endless(gone.signal)
  const second = endless(gone.signal)
  gone.abort(new Error('the sender has gone'))
  await expect(first).rejects.toThrow('the sender has gone')
  await expect(second).rejects.toThrow('the sender has gone')
  expect(await another()).toBe('drawn')
})

it('More than may wait are busy', async () => {
  examiner = openExaminer(slow)
  const gone = new AbortController()
  const running = endless(gone.signal).catch(() => 'ended')
  const waiting = endless(gone.signal).catch(() => 'ended')
  // The first has its turn once the caller is done.
  await Promise.resolve()
  expect(await codeOf(endless())).toBe('busy')
  gone.abort()
  expect(await Promise.all([running, waiting])).toEqual(['ended', 'ended'])
})

it('One person has no more than some waiting or being looked at, and the others still have their turn', async () => {
  examiner = openExaminer({ ...slow, mostWaiting: 50, mostOfOne: 2 })
  const gone = new AbortController()
  const running = endless(gone.signal).catch(() => 'ended')
  const waiting = endless(gone.signal).catch(() => 'ended')
  expect(await codeOf(endless(gone.signal))).toBe('busy')
  // Of the other kind, too, for which nobody waits: it has a place of its own.
  expect(await examiner.examine('voice', ['a'], ann)).toMatchObject({ duration: 1_000 })
  const other = endless(gone.signal, 'bob').catch(() => 'ended')
  gone.abort()
  expect(await Promise.all([running, waiting, other])).toEqual(['ended', 'ended', 'ended'])
  expect(await another()).toBe('drawn')
})

it('A picture and a recording are looked at at the same time, two pictures are not', async () => {
  examiner = openExaminer(slow)
  const gone = new AbortController()
  const picture = endless(gone.signal).catch(() => 'ended')
  expect(await examiner.examine('voice', ['a'], ann)).toMatchObject({ duration: 1_000 })
  gone.abort()
  expect(await picture).toBe('ended')
})
