import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Rejection } from './admission'

/** Answers an upgrade that is not granted, as HTTP says it: a problem document (RFC 9457). */
export function refuseUpgrade(socket: Duplex, { status, code, detail }: Rejection): void {
  const title = STATUS_CODES[status] ?? ''
  const body = JSON.stringify({ type: `urn:problem:${code}`, title, status, detail, code })
  // Nothing more is read: a client that keeps its half of the connection open would keep ours.
  socket.once('finish', () => socket.destroy())
  socket.end(
    [
      `HTTP/1.1 ${status} ${title}`,
      'Connection: close',
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(status === 429 || status === 503 ? ['Retry-After: 5'] : []),
      '',
      body,
    ].join('\r\n'),
  )
}
