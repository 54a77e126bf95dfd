import { expect, it } from 'vitest'
import { Bell } from '../../../../miniprogram/notifications/bell'
import { SimulatedStorage } from '../../../support/simulated-storage'
import { VirtualClock } from '../../../support/virtual-clock'

/** Windows of one browser, the first of which is looked at where `inFront` says so. */
function windows(...inFront: boolean[]) {
  const clock = new VirtualClock()
  const disk = new SimulatedStorage()
  const strokes = inFront.map(() => 0)
  const bells = inFront.map((isInFront, at) => {
    const bell = new Bell(clock, disk, () => {
      strokes[at] = (strokes[at] ?? 0) + 1
    })
    bell.look(isInFront)
    return bell
  })
  const ring = (call?: string) => {
    for (const bell of bells) bell.ring(call)
  }
  return { clock, strokes, ring }
}

it('strikes at once and again until it is over', async () => {
  const { clock, strokes, ring } = windows(true)
  ring('c1')
  expect(strokes).toEqual([1])
  await clock.advance(5_000)
  expect(strokes).toEqual([3])
  ring(undefined)
  await clock.advance(60_000)
  expect(strokes).toEqual([3])
})

it('of several windows that which is looked at strikes alone', async () => {
  const { clock, strokes, ring } = windows(false, true, false)
  ring('c1')
  await clock.advance(2_000)
  expect(strokes).toEqual([0, 1, 0])
})

it('where none is looked at one of them strikes, a moment later', async () => {
  const { clock, strokes, ring } = windows(false, false)
  ring('c1')
  expect(strokes).toEqual([0, 0])
  await clock.advance(2_000)
  expect(strokes.reduce((sum, one) => sum + one)).toBe(1)
})

it('strikes for the next call, too', async () => {
  const { clock, strokes, ring } = windows(false)
  for (const call of ['c1', undefined, 'c2']) {
    ring(call)
    await clock.advance(1_000)
  }
  expect(strokes).toEqual([2])
})
