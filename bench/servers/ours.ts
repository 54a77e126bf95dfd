import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { openSessions } from '../../server/accounts/sessions'
import { newId } from '../../server/chat/ids'
import { openChat } from '../../server/chat/open-chat'
import { openPeople } from '../../server/chat/people'
import { openGateway } from '../../server/gateway/gateway'
import { Tick } from '../../server/gateway/tick'
import { openMetrics } from '../../server/lib/metrics'
import { Tarpit } from '../../server/net/tarpit'
import { openMemoryState } from '../../server/state/memory'
import { openSqliteStore } from '../../server/store/sqlite/open'
import { openSealing } from '../../server/wire/open-sealing'
import { RoomKeys } from '../../server/wire/room-keys'
import { sealingWire } from '../../server/wire/sealed-frames'
import { announce } from './announce'

/**
 * Our gateway and domain as they are, but nothing waits for a disk: messages are numbered and not kept.
 * So the fan-out alone is measured, as with the other servers, which keep nothing either.
 */
const members = Number(process.argv[2])
const now = Date.now
const dir = await mkdtemp(joinPath(tmpdir(), 'bench-'))
const store = await openSqliteStore({ dir, onDeath: () => process.exit(1) })
let top = 0
store.messages.append = async (_room, drafts) =>
  drafts.map(({ time }) => {
    top += 1
    return { seq: top, time, repeated: false }
  })

const state = openMemoryState()
const people = await openPeople(store, state.bus)
const tick = new Tick()
const metrics = openMetrics()
const chat = await openChat(
  {
    store,
    state,
    people,
    now,
    elapsed: () => performance.now(),
    newId,
    editMs: 900_000,
    sweepMedia: () => undefined,
    iceServers: () => [],
  },
  sealingWire(new RoomKeys(now), (flush) => tick.gather(flush)),
  metrics,
)
const secret = 'a secret of thirty-two bytes or more'
const sessions = openSessions({ secret, lifetimeMs: 86_400_000, store, bus: state.bus, now })
const plenty = { perSecond: 1e6, burst: 1e6 }
const gateway = await openGateway({
  chat,
  sessions,
  tick,
  meter: { ...metrics, failed: (error) => process.stderr.write(`${error}\n`) },
  rates: { say: plenty, frames: plenty },
  socketsPerPerson: 10,
  socketsPerAddress: 200,
  tarpit: new Tarpit(),
  trustProxy: [],
  sealing: await openSealing({ sealing: 'optional', sealKeys: '', dataDir: dir }),
  knownHost: () => true,
  allowedOrigin: () => true,
})

const tokens = await Promise.all(
  Array.from({ length: members }, async (_, at) => {
    const id = newId()
    await store.accounts.create({ id, name: `guest ${at}`, avatar: '', created: now() }, { kind: 'guest' })
    return (await sessions.issue(id, { device: '', address: '' })).token
  }),
)
const server = createServer()
gateway.attach(server, createServer())
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => announce(server, tokens))
