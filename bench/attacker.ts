import { connect } from 'node:net'
import { constants, setPriority } from 'node:os'
import { offer, sealOffer } from '#protocol'
import { openSealed } from './member'
import { ourDialect } from './rival'

/** One address that does harm as fast as it can, in a process of its own, until it is ended. */
const [kind = '', portText = '', token = ''] = process.argv.slice(2)
const port = Number(portText)
const atOnce = 50
// An attacker brings a machine of its own: of this one it gets what the others leave.
setPriority(constants.priority.PRIORITY_LOW)

const attacks: Record<string, () => void> = {
  'well-formed frames': () => again(() => flood('{"type":"heartbeat"}')),
  'malformed frames': () => again(() => flood('{"type":')),
  // The local proxy names the address, so that its limit holds.
  'upgrades without a token': () =>
    many(() => request('Upgrade: websocket\r\nConnection: Upgrade\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n')),
  'giant heads': () => many(() => request(`X-Big: ${'x'.repeat(65_536)}\r\n\r\n`)),
  'heads that never end': () => {
    for (let socket = 0; socket < 10 * atOnce; socket += 1) again(() => request(''))
  },
}

/** Does it again and again, whatever comes of it. */
function again(once: () => Promise<void>): void {
  const next = () => setImmediate(() => again(once))
  once().then(next, next)
}

function many(once: () => Promise<void>): void {
  for (let at = 0; at < atOnce; at += 1) again(once)
}

/** Sends until the socket is closed on us. */
async function flood(text: string): Promise<void> {
  const member = await openSealed({
    port,
    path: ourDialect.path,
    protocols: [...offer(token), sealOffer].join(', '),
    tally: { frames: 0, bytes: 0 },
  })
  const piece = Array.from({ length: 500 }, () => text)
  const sending = setInterval(() => member.send(...piece), 1)
  await member.closed
  clearInterval(sending)
}

/** A request of which nobody expects an answer; resolves when it is cut. */
function request(rest: string): Promise<void> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${ourDialect.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${rest}`),
    )
    socket.resume()
    socket.on('error', () => undefined)
    socket.on('close', () => done())
  })
}

attacks[kind]?.()
process.stdout.write('begun\n')
