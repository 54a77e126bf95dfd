import { setTimeout as wait } from 'node:timers/promises'
import { lobby } from '#protocol'
import { inspectable } from '../tests/support/inspector'
import { guest, openGroup, type SignedIn } from '../tests/support/people'
import { type ServerProcess, startServerProcess } from '../tests/support/server-process'

const people = 100
/** The first rounds fill the caches, and let the compiler do its work. */
const warmUpRounds = 5
/** Bytes by which the heap may differ between the first measured third and the last: no more than noise. */
const mostGrowth = 1_500_000

/** Connects, talks and leaves, again and again; whether the server's heap stays as it was. */
export async function checkChurn(seconds: number, say: (line: string) => void): Promise<boolean> {
  const { env, open } = await inspectable()
  const server = await startServerProcess({
    env: { ...env, SAY_PER_SECOND: '1000000', SAY_BURST: '1000000' },
  })
  const inspector = await open()
  try {
    const crowd = await Promise.all(Array.from({ length: people }, (_, at) => guest(server, `guest ${at}`)))
    for (let round = 0; round < warmUpRounds; round += 1) await comeAndGo(server, crowd)
    const heaps: number[] = []
    const end = performance.now() + seconds * 1_000
    while (performance.now() < end || heaps.length < 6) {
      await comeAndGo(server, crowd)
      heaps.push(await quietHeap(inspector.memory))
    }
    const third = Math.floor(heaps.length / 3)
    const growth = Math.min(...heaps.slice(-third)) - Math.min(...heaps.slice(0, third))
    const { rss } = await inspector.memory()
    const visits = (warmUpRounds + heaps.length) * people
    say(
      `churn: ${visits} visits in ${heaps.length} rounds, heap ${megabytes(heaps[0])} at first and ${megabytes(heaps.at(-1))} at last, ` +
        `growth ${megabytes(growth)} (at most ${megabytes(mostGrowth)}), resident ${megabytes(rss)}`,
    )
    return growth <= mostGrowth
  } finally {
    inspector.close()
    await server.close()
  }
}

async function comeAndGo(server: ServerProcess, crowd: SignedIn[]): Promise<void> {
  const clients = await Promise.all(crowd.map(({ token }) => openGroup(server, token)))
  await Promise.all(clients.map((client) => client.ask('entered', { type: 'enter', room: lobby })))
  await Promise.all(
    clients.map((client) =>
      client.ask('accepted', {
        type: 'say',
        id: `m${performance.now()}`,
        room: lobby,
        kind: 'text',
        body: 'hello',
      }),
    ),
  )
  await Promise.all(clients.map((client) => client.close()))
}

/** Who has left is told once a second, and sockets linger a little: what is left then is kept. */
async function quietHeap(memory: () => Promise<{ heapUsed: number; external: number }>): Promise<number> {
  await wait(1_100)
  const { heapUsed, external } = await memory()
  return heapUsed + external
}

function megabytes(bytes = 0): string {
  return `${(bytes / 1e6).toFixed(2)} MB`
}
