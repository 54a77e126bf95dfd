import { expect } from 'vitest'
import type { Stage } from './open-stage'
import type { Somebody } from './somebody'

/** Bytes of voices and pictures that have come to a page, and gone from it, so far. */
interface Flow {
  voiceIn: number
  voiceOut: number
  picturesIn: number
  picturesOut: number
}

declare const window: { connections: RTCPeerConnection[]; onlyRelays?: boolean }

/** From the next load on a page keeps its connections to others, where a test finds them; with `onlyRelays` they lead through TURN alone. */
export async function watchConnections({ page }: Somebody, onlyRelays = false): Promise<void> {
  await page.addInitScript((relays) => {
    window.connections = []
    const Plain = RTCPeerConnection
    const policy = relays ? ({ iceTransportPolicy: 'relay' } as const) : {}
    class Kept extends Plain {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, ...policy })
        window.connections.push(this)
      }
      override setConfiguration(configuration?: RTCConfiguration): void {
        super.setConfiguration({ ...configuration, ...policy })
      }
    }
    Object.assign(globalThis, { RTCPeerConnection: Kept })
  }, onlyRelays)
  await page.reload()
}

/** Two guests who are connected, each in their talk; their connections are watched. */
export async function talkOfTwo(
  stage: Stage,
  { onlyRelays = false, ways = [] as Parameters<Stage['guest']>[2][] } = {},
): Promise<[Somebody, Somebody]> {
  const [ann, bo] = await Promise.all([
    stage.guest('Ann', undefined, ways[0]),
    stage.guest('Bo', undefined, ways[1]),
  ])
  const id = await bo.id()
  for (const one of [ann, bo]) await watchConnections(one, onlyRelays)
  await ann.page.goto(`${stage.server.httpUrl}/#/pages/person/person?person=${id}`)
  await ann.button('Invite to a talk').click()
  await bo.button('Accept').click()
  await bo.heading('Ann').waitFor()
  await ann.button('Open our talk').click()
  await ann.heading('Bo').waitFor()
  return [ann, bo]
}

/** Runs in the page. */
async function flowsOfPage(): Promise<Flow[]> {
  const flowIn = async (connection: RTCPeerConnection): Promise<Flow> => {
    const entries = [...(await connection.getStats())].map(([, entry]) => entry)
    const bytes = (type: string, kind: string) =>
      entries
        .filter((entry) => entry.type === type && entry.kind === kind)
        .reduce((sum, entry) => sum + (entry.bytesReceived ?? entry.bytesSent ?? 0), 0)
    return {
      voiceIn: bytes('inbound-rtp', 'audio'),
      voiceOut: bytes('outbound-rtp', 'audio'),
      picturesIn: bytes('inbound-rtp', 'video'),
      picturesOut: bytes('outbound-rtp', 'video'),
    }
  }
  const open = window.connections.filter(({ connectionState }) => connectionState !== 'closed')
  return Promise.all(open.map(flowIn))
}

/** Waits until more of this has gone over each of so many lines than had by now. */
export async function flows(
  somebody: Somebody,
  lines = 1,
  what: readonly (keyof Flow)[] = ['voiceIn', 'voiceOut'],
): Promise<void> {
  const before = await somebody.page.evaluate(flowsOfPage)
  const grown = async () => {
    const now = await somebody.page.evaluate(flowsOfPage)
    return now.filter((flow, at) => what.every((one) => flow[one] > (before[at]?.[one] ?? 0))).length
  }
  await expect.poll(grown).toBe(lines)
}

/** The ports of the relays that a page's lines lead through. */
export function relaysOf({ page }: Somebody): Promise<string[]> {
  return page.evaluate(async () => {
    const urls: string[] = []
    for (const connection of window.connections) {
      const stats = new Map<string, Record<string, unknown>>([...(await connection.getStats())])
      for (const { type, selectedCandidatePairId } of stats.values()) {
        if (type !== 'transport') continue
        const pair = stats.get(String(selectedCandidatePairId))
        const own = stats.get(String(pair?.localCandidateId))
        if (own?.candidateType === 'relay') urls.push(String(own.url))
      }
    }
    return urls
  })
}
