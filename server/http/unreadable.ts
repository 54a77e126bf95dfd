import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { addressKey } from '../net/address'
import type { Tarpit } from '../net/tarpit'
import { wasHeldBack } from './paced'
import { HttpProblem, type ProblemCode, problemBody, problems } from './problems'

/** How slowly a request may come in, and how long its head may be, on either port. Milliseconds and bytes. */
export const patience = {
  /** From the connection, or the first byte of a later request, to the last line of the head. */
  headersTimeout: 10_000,
  /** To the last byte of the body, however slowly it drips. */
  requestTimeout: 60_000,
  /** How often the two are looked at. */
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
} as const

/** What Node calls the faults that have an answer of their own. */
const faults: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
}

/** Sockets that are being refused: what had come by then may tell of the same fault again. */
const refused = new WeakSet<Socket>()

/** Answers what never became a request with a problem, and cuts the connection. */
export function refuseUnreadable(tarpit: Tarpit) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    // Node looks at a request once: from here on it is enough that something comes.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && wasHeldBack(socket))
      return void socket.setTimeout(patience.requestTimeout)
    if (refused.has(socket)) return
    refused.add(socket)
    // Nothing more is read meanwhile.
    socket.pause()
    void tarpit.hold(addressKey(socket.remoteAddress ?? '')).then(() => refuse(error, socket))
  }
}

function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  // Its sender may have gone meanwhile.
  if (!socket.writable) return void socket.destroy()
  const problem = new HttpProblem(faults[error.code ?? ''] ?? 'bad-request')
  const { status } = problems[problem.code]
  const body = JSON.stringify(problemBody(problem))
  socket.write(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Connection: close',
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )
  // Not only ended: a client that is still sending would keep it open.
  socket.destroy()
}
