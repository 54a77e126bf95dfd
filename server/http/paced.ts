import type { Duplex, Readable } from 'node:stream'
import { pipeline, Transform } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Pace } from '../media/pace'
import { addressKey } from '../net/address'

/** Sockets whose bytes have waited for their turn: it is not their senders who are slow. */
const heldBack = new WeakSet<Duplex>()

/** Whether we have let what comes over this socket wait. */
export const wasHeldBack = (socket: Duplex): boolean => heldBack.has(socket)

const whose = ({ identity, ip }: FastifyRequest) => identity?.person ?? addressKey(ip)

/** The same bytes, as fast as the pace of this server lets them in. */
export function paced(body: Readable, request: FastifyRequest, pace: Pace): Readable {
  const through = new Transform({
    transform(piece: Buffer, _encoding, done) {
      heldBack.add(request.raw.socket)
      void pace.turn(whose(request), piece.length).then(() => done(null, piece))
    },
  })
  // Who reads the one hears of the faults of the other.
  pipeline(body, through, () => undefined)
  return through
}

/** Milliseconds for which the rest of what was refused waits for its turn. */
const lingerMs = 500

/**
 * What comes after a refusal is read at the same pace, so that its sender hears the answer; Node itself would read it as fast as it
 * can. Where others have to wait for that the connection is cut.
 */
export function paceRefused(http: FastifyInstance, pace: Pace): void {
  http.addHook('onSend', async (request) => {
    const { raw } = request
    const hasBody = 'content-length' in raw.headers || 'transfer-encoding' in raw.headers
    if (hasBody && raw.readableFlowing === null) void discard(request, pace).catch(() => undefined)
  })
}

async function discard(request: FastifyRequest, pace: Pace): Promise<void> {
  const { raw } = request
  for await (const piece of raw) {
    const cutting = setTimeout(() => raw.destroy(), lingerMs)
    await pace.turn(whose(request), piece.length)
    clearTimeout(cutting)
  }
}
