import { offer, paths } from '#protocol'
import { type Client, open } from '../tests/conformance/client'
import { guest, type SignedIn } from '../tests/support/people'
import { type ServerProcess, startServerProcess } from '../tests/support/server-process'

/** Nobody is refused for speed: the limits are not what is measured. */
const free = { FRAMES_PER_SECOND: '1000000', FRAMES_BURST: '1000000' }
/** People who come in at the same time: a server that is asked by all at once is too slow for some. */
const atOnce = 20

/** Two who are connected: each with their sockets on the direct port. */
export interface Pair {
  caller: Client
  callee: SignedIn
  /** The devices of who is called. */
  devices: Client[]
}

/** The built server with so many pairs, who are called by so many devices. */
export async function openPairs(
  pairs: number,
  devices: number,
): Promise<{ server: ServerProcess; pairs: Pair[] }> {
  const server = await startServerProcess({ env: free })
  const made: Pair[] = []
  while (made.length < pairs) {
    const few = Math.min(atOnce, pairs - made.length)
    made.push(...(await Promise.all(Array.from({ length: few }, () => openPair(server, devices)))))
  }
  return { server, pairs: made }
}

async function openPair(server: ServerProcess, devices: number): Promise<Pair> {
  const [one, callee] = await Promise.all([guest(server, 'Ann'), guest(server, 'Bo')])
  const connect = ({ token }: SignedIn) => open(server.directUrl + paths.direct, offer(token))
  const caller = await connect(one)
  const all = await Promise.all(Array.from({ length: devices }, () => connect(callee)))
  const { link } = await caller.ask('asked', { type: 'link', to: callee.person.id })
  await all[0]?.ask('connected', { type: 'connect', link })
  return { caller, callee, devices: all }
}
