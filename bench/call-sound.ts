import { launchWhole } from '../tests/client/web/support/browser'
import { relaysOf, talkOfTwo } from '../tests/e2e/support/calling'
import { openStage } from '../tests/e2e/support/open-stage'
import type { Somebody } from '../tests/e2e/support/somebody'
import { startCoturn } from '../tests/support/coturn-process'
import { startServerProcess } from '../tests/support/server-process'
import { hearing, listenFrom } from './call-ear'

const calls = 20
const cuts = 5
/** Milliseconds of silence by which a cut is known. */
const cutMs = 500
const secret = 'a secret of the bench, long enough for any'

/** Milliseconds from the tap on "Accept" until each of two browsers plays what the other one says, for each of some calls. */
export async function firstSounds(): Promise<number[]> {
  const took: number[] = []
  await withTwo({}, async (ann, bo) => {
    for (let call = 0; call < calls; call += 1) {
      await connect(ann, bo)
      const [caller, callee] = await Promise.all([ann, bo].map((one) => hearing(one, 0)))
      took.push(Math.max(caller?.first ?? 0, callee?.first ?? 0) - (callee?.tapped ?? 0))
      await ann.button('Hang up').click()
      for (const one of [ann, bo]) await one.button('Close').click()
    }
  })
  return took
}

/** Milliseconds for which one of the two heard nothing, after the only way between them was cut; another relay is there. */
export async function silencesOfCuts(): Promise<number[]> {
  const silences: number[] = []
  for (let cut = 0; cut < cuts; cut += 1) silences.push(await silenceOfCut())
  return silences
}

async function silenceOfCut(): Promise<number> {
  const relays = await Promise.all([1, 2].map(() => startCoturn({ loopbackPeers: true, secret })))
  const urls = relays.map(({ settings }) => settings.TURN_URLS)
  const env = { TURN_URLS: urls.join(','), TURN_SECRET: secret }
  let silence = 0
  try {
    await withTwo(env, async (ann, bo) => {
      await connect(ann, bo)
      await Promise.all([ann, bo].map((one) => hearing(one, 0)))
      const used = await relayOf(ann)
      await relays.find(({ port }) => used.includes(`:${port}`))?.close()
      const healed = await Promise.all([ann, bo].map((one) => hearing(one, cutMs)))
      silence = Math.max(...healed.map((one) => one.silence))
    })
  } finally {
    for (const relay of relays) await relay.close()
  }
  return silence
}

/** The relay that the line leads through; it is heard through before the browser names it. */
async function relayOf(somebody: Somebody): Promise<string> {
  for (;;) {
    const [used] = await relaysOf(somebody)
    if (used !== undefined) return used
  }
}

/** Two browsers in the talk of two people; `env` tells where they find relays, and that they go by these alone. */
async function withTwo(
  env: Record<string, string>,
  act: (ann: Somebody, bo: Somebody) => Promise<void>,
): Promise<void> {
  const server = await startServerProcess({ env })
  const browser = await launchWhole()
  try {
    const stage = openStage(browser, server)
    const two = await talkOfTwo(stage, { onlyRelays: 'TURN_URLS' in env })
    await act(...two)
  } finally {
    await browser.close()
    await server.close()
  }
}

async function connect(ann: Somebody, bo: Somebody): Promise<void> {
  await ann.button('Voice call').click()
  await bo.text('Ann is calling').waitFor()
  await Promise.all([ann, bo].map(listenFrom))
  await bo.button('Accept').click()
}
