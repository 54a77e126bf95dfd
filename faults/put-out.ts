import { kill } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '../tests/conformance/client'
import { group, openGroup, type SignedIn } from '../tests/support/people'
import { type Node, openCluster, type Services } from './cluster'

/** Milliseconds after which nothing may be read or written any more, as docs/SECURITY.md promises. */
const promisedMs = 5_000
/** Milliseconds in which everybody goes on speaking after the removal and the sign-out. */
const lastsMs = 12_000
/** Milliseconds between two messages of one person. */
const everyMs = 100

type Outage = { name: string; begin(services: Services): unknown; end(services: Services): unknown }

const outages: Outage[] = [
  {
    name: 'frozen',
    begin: ({ redis }) => kill(redis.process.pid, 'SIGSTOP'),
    end: ({ redis }) => kill(redis.process.pid, 'SIGCONT'),
  },
  {
    name: 'killed',
    begin: ({ redis }) => redis.process.kill(),
    end: ({ redis }) => redis.process.restart(),
  },
]

/** Redis away while somebody is removed and signed out: whether they read or write anything later than promised. */
export async function checkPutOut(say: (line: string) => void): Promise<boolean> {
  const cluster = await openCluster('scaled', process.env)
  try {
    const { nodes, services } = cluster
    if (!services) {
      say('put out while Redis is away: left out, these services are not ours to hurt')
      return true
    }
    let passed = true
    for (const outage of outages) passed = (await putOut(nodes, services, outage, say)) && passed
    return passed
  } finally {
    await cluster.close()
  }
}

async function putOut(
  nodes: Node[],
  services: Services,
  outage: Outage,
  say: (line: string) => void,
): Promise<boolean> {
  const [here, elsewhere] = nodes.map(({ process }) => process)
  if (!here || !elsewhere) throw new Error('Two servers were asked for.')
  const { room, guests } = await group(here, 4)
  const [owner, removed, signedOut, member] = guests as [SignedIn, SignedIn, SignedIn, SignedIn]
  const ann = await openGroup(here, owner.token)
  const others = await Promise.all(
    [removed, signedOut, member].map(({ token }) => openGroup(elsewhere, token)),
  )
  for (const client of others) await client.ask('entered', { type: 'enter', room })

  const speaking = others.map((client, at) => speak(client, room, `${at}`))
  await outage.begin(services)
  const endedAt = performance.now()
  const headers = { authorization: `Bearer ${signedOut.token}` }
  await Promise.all([
    ann.ask('member', { type: 'remove', room, person: removed.person.id }),
    fetch(`${here.httpUrl}/api/logout`, { method: 'POST', headers }),
  ])
  await wait(lastsMs)
  for (const one of speaking) one.stop()
  await outage.end(services)

  const last = speaking.slice(0, 2).map(({ lastAt }) => Math.max(0, Math.round(lastAt() - endedAt)))
  const [ofRemoved = 0, ofSignedOut = 0] = last
  say(`put out while Redis is ${outage.name}: who was removed read or wrote last after ${ofRemoved} ms,`)
  say(`  who was signed out after ${ofSignedOut} ms; ${promisedMs} are promised`)
  const stillAt = speaking[2]?.lastAt() ?? 0
  await Promise.all([ann, ...others].map((client) => client.close()))
  return Math.max(...last) <= promisedMs && stillAt > endedAt + promisedMs
}

/** Speaks again and again; when something was last accepted, or came that somebody had said. */
function speak(client: Client, room: string, name: string): { stop(): void; lastAt(): number } {
  let lastAt = 0
  let n = 0
  let seen = 0
  const timer = setInterval(() => {
    n += 1
    client.send({ type: 'say', id: `${name}-${n}`, room, kind: 'text', body: `message ${n} of ${name}` })
    const fresh = client.received.slice(seen)
    seen = client.received.length
    if (fresh.some(({ type }) => type === 'said' || type === 'accepted' || type === 'news'))
      lastAt = performance.now()
  }, everyMs)
  return { stop: () => clearInterval(timer), lastAt: () => lastAt }
}
