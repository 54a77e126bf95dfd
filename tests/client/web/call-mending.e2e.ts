import { expect, it } from 'vitest'
import { areConnected, callScene } from './support/call-scene'

const scene = callScene()
const all = () => true
const none = () => false
const both = () => [scene.chromium, scene.chromium] as const

it('two who offer at once both get what they wanted', async () => {
  const [ann, bo] = await scene.pair(both(), 'voice')
  await areConnected(ann, bo)
  await Promise.all([ann.camera(true), bo.camera(true), ann.screen(true), bo.screen(true)])
  for (const what of ['camera', 'screen']) {
    await ann.shows(`${what}.bo`)
    await bo.shows(`${what}.ann`)
  }
  for (const one of [ann, bo]) await one.grow('voiceIn', 'picturesIn', 'picturesOut')
})

it('what was sent while a line was lost is made up for when it is back', async () => {
  const [ann, bo] = await scene.pair(both(), 'voice')
  await areConnected(ann, bo)
  scene.lose(all)
  const before = scene.sent.length
  await ann.screen(true)
  await bo.camera(true)
  await expect.poll(() => scene.sent.length).toBeGreaterThanOrEqual(before + 2)
  scene.lose(none)
  await Promise.all([ann.resume(), bo.resume()])
  await expect.poll(async () => (await bo.sees('ann'))?.screen).toBeDefined()
  await expect.poll(async () => (await ann.sees('bo'))?.camera).toBeDefined()
  await areConnected(ann, bo)
})

it('a resumed line that had nothing open looks for a new way, and carries on meanwhile', async () => {
  const [ann, bo] = await scene.pair(both(), 'voice')
  await areConnected(ann, bo)
  const before = scene.sent.length
  await Promise.all([ann.resume(), bo.resume()])
  const offers = () => scene.sent.slice(before).filter(({ signal }) => signal.sdp?.type === 'offer')
  await expect.poll(() => offers().length).toBeGreaterThan(0)
  await expect.poll(() => ann.settled()).toBe(true)
  await expect.poll(() => bo.settled()).toBe(true)
  for (const one of [ann, bo]) await one.grow('voiceIn', 'voiceOut')
  await areConnected(ann, bo)
})

it('two whose signals were lost try again until they are connected', async () => {
  // Of Ann nothing gets through, then her candidates do not, nor do those that stand in a description.
  let offers = 0
  scene.lose(({ from, signal }) => {
    if (from === 'ann' && signal.sdp?.type === 'offer') offers += 1
    return offers < 2 || (signal.candidates !== undefined && offers < 3)
  })
  const [ann, bo] = await scene.pair(both(), 'voice')
  await areConnected(ann, bo)
  expect(offers).toBeGreaterThanOrEqual(2)
  for (const one of [ann, bo]) await one.grow('voiceIn', 'voiceOut')
})

it('what cannot be taken changes nothing', async () => {
  const [ann, bo] = await scene.pair(both(), 'voice')
  await areConnected(ann, bo)
  await ann.hear('bo', { sdp: { type: 'offer', sdp: 'nothing of the kind' } })
  await ann.hear('bo', { sdp: { type: 'answer', sdp: 'v=0' } })
  await ann.hear('bo', { candidates: [{ candidate: 'no way' }] })
  await ann.hear('cy', { candidates: [] })
  await ann.hear('bo', {})
  await ann.screen(true)
  await expect.poll(async () => (await bo.sees('ann'))?.screen).toBeDefined()
  await areConnected(ann, bo)
})
