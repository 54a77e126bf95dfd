import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Signal } from '../../../../miniprogram/protocol/calls'
import { launchWhole } from './browser'
import { Caller, type Media } from './caller'
import { type Copy, copyFixture } from './fixture'
import { type Served, serve } from './serve'

interface Sent {
  from: string
  to: string
  signal: Signal
}

/** Somebody in a call who hears signals: a page, or a program. */
interface Hearer {
  hear(from: string, signal: Signal): unknown
}

/** Where people call each other, without a server: signals go from page to page. */
export interface CallScene {
  readonly chromium: Browser
  /** Every signal so far, in the order in which they were sent. */
  readonly sent: Sent[]
  /** Of those that are sent from now on, which get lost. */
  lose(isLost: (sent: Sent) => boolean): void
  join(name: string, hearer: Hearer): void
  send(from: string, to: string, signal: Signal): Promise<void>
  /** A page of the fixture, without a call yet. */
  open(browser: Browser, name: string): Promise<Caller>
  /** Two in a call. Ann came first; she may be there already. */
  pair(two: readonly [Browser | Caller, Browser], media: Media): Promise<[ann: Caller, bo: Caller]>
}

const none = () => false

/** Three cameras (of Chromium 156 the second gives depths, which no codec takes), and nobody who has to choose a screen. */
const args = [
  '--use-fake-device-for-media-stream=device-count=3',
  '--auto-select-desktop-capture-source=Entire screen',
]

/** One Chromium and one server for the tests of a file; people are gone after each. */
export function callScene(): CallScene {
  let copy: Copy
  let served: Served
  let chromium: Browser
  let isLost: (sent: Sent) => boolean = none
  const hearers = new Map<string, Hearer>()
  const opened: Caller[] = []
  const sent: Sent[] = []

  beforeAll(async () => {
    copy = copyFixture()
    await copy.build()
    served = await serve(copy.out, { group: '/group', direct: 'ws://127.0.0.1:8081/direct' })
    chromium = await launchWhole(args)
  })
  afterEach(async () => {
    const all = opened.splice(0)
    hearers.clear()
    sent.length = 0
    isLost = none
    await Promise.all(all.map((one) => one.close()))
    expect(all.flatMap(({ faults }) => faults)).toEqual([])
  })
  afterAll(async () => {
    await chromium.close()
    await served.close()
    copy.remove()
  })

  const scene: CallScene = {
    get chromium() {
      return chromium
    },
    sent,
    lose(which) {
      isLost = which
    },
    join: (name, hearer) => void hearers.set(name, hearer),
    async send(from, to, signal) {
      const one = { from, to, signal }
      sent.push(one)
      if (!isLost(one)) await hearers.get(to)?.hear(from, signal)
    },
    async open(browser, name) {
      const caller = await Caller.open(browser, served.url, name, scene.send)
      opened.push(caller)
      hearers.set(name, caller)
      return caller
    },
    async pair([first, second], media) {
      const ann = first instanceof Caller ? first : await scene.open(first, 'ann')
      const bo = await scene.open(second, 'bo')
      for (const one of [ann, bo]) expect(await one.start(media)).toBe('done')
      await ann.meet([{ person: 'bo', polite: true }])
      await bo.meet([{ person: 'ann', polite: false }])
      return [ann, bo]
    },
  }
  return scene
}

/** Waits until each has lines to everybody whom it has met. */
export async function areConnected(...all: Caller[]): Promise<void> {
  for (const one of all)
    await expect
      .poll(async () => (await one.view()).others.map(({ line }) => line), { message: one.name })
      .toSatisfy((lines: string[]) => lines.length > 0 && lines.every((line) => line === 'connected'))
}
