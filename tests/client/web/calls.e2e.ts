import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../../miniprogram/protocol/limits'
import { leaveOut } from '../../support/needs'
import { areConnected, callScene } from './support/call-scene'
import type { Caller } from './support/caller'
import { firefoxPath, launchFirefox } from './support/firefox'
import { ForeignPeer } from './support/foreign-peer'

const scene = callScene()
const { sent } = scene
const everything = ['voiceIn', 'voiceOut', 'picturesIn', 'picturesOut'] as const

const codecsIn = (sdp: string) =>
  new Set([...sdp.matchAll(/^a=rtpmap:\d+ ([\w-]+)/gm)].map(([, name]) => name))

const kinds = () => sent.flatMap(({ from, signal }) => (signal.sdp ? [`${from}: ${signal.sdp.type}`] : []))

/** What any two browsers do in one call. */
async function talk(browsers: readonly [Browser, Browser]): Promise<void> {
  const [ann, bo] = await scene.pair(browsers, 'video')
  await areConnected(ann, bo)
  for (const one of [ann, bo]) await one.grow(...everything)
  // The later one gives what it has with its answer.
  expect(kinds()).toEqual(['ann: offer', 'bo: answer'])
  await ann.shows('camera.bo')
  await bo.shows('camera.ann')
  for (const one of [ann, bo]) await one.shows('own')

  await expect.poll(async () => (await ann.sees('bo'))?.quality).toBe('good')
  const seen = await bo.sees('ann')
  await sharesScreen(ann, bo)
  await sharesScreen(bo, ann)
  expect(await bo.sees('ann')).toMatchObject({ camera: seen?.camera })

  await bo.camera(false)
  await expect.poll(async () => (await ann.sees('bo'))?.camera).toBeUndefined()
  expect(await bo.tracks('video')).toEqual([])
  for (const one of [ann, bo]) await one.grow('voiceIn', 'voiceOut')
  await bo.camera(true)
  await ann.shows('camera.bo')
  for (const one of [ann, bo]) await one.grow(...everything)

  for (const { signal } of sent) {
    expect(signal.sdp?.sdp.length ?? 0).toBeLessThan(limits.sdpLength)
    expect(signal.candidates?.length ?? 1).toBeLessThanOrEqual(limits.candidates)
    for (const codec of codecsIn(signal.sdp?.sdp ?? ''))
      expect(['opus', 'VP8', 'H264', 'rtx']).toContain(codec)
  }
}

/** On and off, and neither voice nor camera notices. */
async function sharesScreen(one: Caller, other: Caller): Promise<void> {
  // Firefox asks for a tap before it shares, and has no screen here to share.
  if (one.page.context().browser() !== scene.chromium) return
  await one.screen(true)
  await other.shows(`screen.${one.name}`)
  for (const each of [one, other]) await each.grow(...everything)
  await one.screen(false)
  await expect.poll(async () => (await other.sees(one.name))?.screen).toBeUndefined()
  for (const each of [one, other]) await each.grow(...everything)
}

it('two in Chromium hear and see each other, and share the screen in the middle', () =>
  talk([scene.chromium, scene.chromium]))

it('who is muted is not heard, and the line goes on', async () => {
  const ann = await scene.open(scene.chromium, 'ann')
  await ann.hum()
  const [, bo] = await scene.pair([ann, scene.chromium], 'voice')
  await areConnected(ann, bo)
  const heard = async () => [(await ann.view()).speaking, (await bo.sees('ann'))?.speaking]
  await expect.poll(heard).toEqual([true, true])
  await ann.mute(true)
  await expect.poll(heard).toEqual([false, false])
  await bo.grow('voiceIn')
  await ann.mute(false)
  await expect.poll(heard).toEqual([true, true])
  expect(await bo.tracks('audio')).toEqual(['live'])
  await bo.end()
  expect(await bo.tracks('audio')).toEqual([])
})

it('three in a call hear each other, and two when one has gone', async () => {
  const [ann, bo] = await scene.pair([scene.chromium, scene.chromium], 'voice')
  const cy = await scene.open(scene.chromium, 'cy')
  expect(await cy.start('video')).toBe('done')
  await ann.meet(['bo', 'cy'].map((person) => ({ person, polite: true })))
  await bo.meet([
    { person: 'ann', polite: false },
    { person: 'cy', polite: true },
  ])
  await cy.meet(['ann', 'bo'].map((person) => ({ person, polite: false })))
  await areConnected(ann, bo, cy)
  for (const one of [ann, bo]) await one.shows('camera.cy')
  for (const one of [ann, bo, cy]) await one.grow('voiceIn', 'voiceOut')
  await bo.end()
  await ann.meet([{ person: 'cy', polite: true }])
  await cy.meet([{ person: 'ann', polite: false }])
  await areConnected(ann, cy)
  for (const one of [ann, cy]) await one.grow('voiceIn', 'voiceOut')
})

describe('a program that is no browser', () => {
  const foreigners: ForeignPeer[] = []
  afterEach(() => {
    for (const one of foreigners.splice(0)) one.close()
  })

  function foreigner(): ForeignPeer {
    const one = new ForeignPeer((signal) => scene.send('zoe', 'ann', signal))
    foreigners.push(one)
    scene.join('zoe', one)
    return one
  }

  async function hears(ann: Caller, zoe: ForeignPeer): Promise<void> {
    await areConnected(ann)
    await ann.grow('voiceIn', 'voiceOut')
    const before = zoe.received.audio
    await expect.poll(() => zoe.received.audio).toBeGreaterThan(before)
  }

  it('is called, hears and is heard, and gets a camera and a screen that come later', async () => {
    const ann = await scene.open(scene.chromium, 'ann')
    const zoe = foreigner()
    expect(await ann.start('voice')).toBe('done')
    await ann.meet([{ person: 'zoe', polite: true }])
    await hears(ann, zoe)
    await ann.camera(true)
    await expect.poll(() => zoe.received.video).toBeGreaterThan(0)
    await ann.screen(true)
    const answers = () =>
      scene.sent.filter(({ from, signal }) => from === 'zoe' && signal.sdp?.type === 'answer')
    await expect.poll(() => answers().length).toBe(3)
    await ann.screen(false)
    await ann.camera(false)
    await hears(ann, zoe)
  })

  it('calls', async () => {
    const ann = await scene.open(scene.chromium, 'ann')
    const zoe = foreigner()
    expect(await ann.start('video')).toBe('done')
    await ann.meet([{ person: 'zoe', polite: false }])
    zoe.call()
    await hears(ann, zoe)
    // What she has offered is answered as it is; the camera comes with an offer of our own.
    await expect.poll(() => zoe.received.video).toBeGreaterThan(0)
  })
})

const inFirefox = (name: string, tests: () => void) =>
  existsSync(firefoxPath)
    ? describe(name, tests)
    : leaveOut(name, `for this machine has no ${firefoxPath} (Debian's firefox-esr)`)

inFirefox('Chromium and Firefox', () => {
  let firefox: Browser
  beforeAll(async () => {
    firefox = await launchFirefox()
  })
  afterAll(() => firefox.close())

  it('hear and see each other where Chromium calls', () => talk([scene.chromium, firefox]))
  it('hear and see each other where Firefox calls', () => talk([firefox, scene.chromium]))
})
