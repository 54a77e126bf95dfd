import { hasCoturn } from '../tests/support/coturn-process'
import { openPairs, type Pair } from './call-pairs'
import { firstSounds, silencesOfCuts } from './call-sound'
import { percentile, round } from './figures'
import { type Cost, measure } from './load'

const pairs = 1_000
/** Pairs of whom one is called by several devices, and how many these are. */
const homes = 200
const devices = 3

export interface CallRow {
  what: string
  value: string
}

/** What ringing costs the server, how soon the other devices are silent, and how soon two browsers hear each other. */
export async function ringing(): Promise<CallRow[]> {
  return [...(await costOfPairs()), await silence(), ...(await sound())]
}

/** All of them call at the same moment, and take it back. */
async function costOfPairs(): Promise<CallRow[]> {
  const { server, pairs: all } = await openPairs(pairs, 1)
  try {
    let calls: string[] = []
    const rung = await measure(server.pid, async () => {
      calls = await Promise.all(all.map(ring))
    })
    const ended = await measure(server.pid, async () => {
      await Promise.all(all.map((pair, at) => hangUp(pair, calls[at] ?? '')))
    })
    const row = (what: string, { server: seconds }: Cost): CallRow => ({
      what,
      value: `${round((seconds / pairs) * 1_000)} ms of the server’s processor`,
    })
    return [
      row(`a call that rings, ${pairs} pairs at once`, rung),
      row('its end, with its line in the room', ended),
    ]
  } finally {
    await server.close()
  }
}

async function ring({ caller, callee, devices: [device] }: Pair): Promise<string> {
  const { call = '' } = await caller.ask('accepted', {
    type: 'call',
    to: callee.person.id,
    media: 'voice',
    id: 'call',
  })
  await device?.next('ringing')
  return call
}

async function hangUp({ caller, devices: [device] }: Pair, call: string): Promise<void> {
  await caller.ask('accepted', { type: 'hangup', call, id: 'hangup' })
  await device?.next('ended')
}

/** From the moment in which one device accepts until each of the others has heard of it; one call after the other. */
async function silence(): Promise<CallRow> {
  const { server, pairs: all } = await openPairs(homes, devices)
  const took: number[] = []
  try {
    for (const { caller, callee, devices: mine } of all) {
      const { call } = await caller.ask('accepted', { type: 'call', to: callee.person.id, media: 'voice' })
      await Promise.all(mine.map((device) => device.next('ringing')))
      const [first, ...others] = mine
      const begun = performance.now()
      first?.send({ type: 'answer', id: 'answer', call, with: 'accept' })
      await Promise.all(
        others.map(async (device) => {
          await device.next('talking')
          took.push(performance.now() - begun)
        }),
      )
    }
  } finally {
    await server.close()
  }
  return { what: 'from accepted until another device is silent', value: spread(took) }
}

async function sound(): Promise<CallRow[]> {
  const cuts = hasCoturn ? spread(await silencesOfCuts()) : 'not measured: there is no turnserver here'
  return [
    { what: 'from the tap on “Accept” until both hear each other', value: spread(await firstSounds()) },
    { what: 'silence after the relay between two has died', value: cuts },
  ]
}

function spread(took: number[]): string {
  const [p50, p99] = [0.5, 0.99].map((share) => round(percentile(took, share)))
  return `p50 ${p50} ms, p99 ${p99} ms`
}
