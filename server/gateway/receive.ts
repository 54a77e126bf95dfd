import { isUtf8 } from 'node:buffer'
import type { WebSocket } from 'ws'
import { limits } from '#protocol'
import type { SealGuard } from '../wire/guard'
import type { Connection, StandardClose } from './connection'
import type { Inbox } from './inbox'
import { Intake } from './intake'

/**
 * What one socket sends, on its way to the commands:
 *
 *     WebSocket ──▶ Intake ──▶ SealGuard ──▶ validate ──▶ Inbox ──▶ perform
 *                   messages   if it seals   size, text   frames
 *                   as bytes                              decoded
 *
 * There are two queues, for two reasons. The intake is fair between sockets: it takes a few messages a turn,
 * before they cost anything, so that a client that sends hundreds at once does not hold up the others. The
 * inbox keeps the order within one socket: a frame waits until the one before it is done. By then it is decoded
 * and has passed the rate limits, which cannot wait for that. Either stops the reading of the socket when it is
 * full, as back-pressure on the sender; it is read again when both let it.
 */
export function receiveFrom(
  ws: WebSocket,
  connection: Connection,
  guard: SealGuard | undefined,
  inbox: Inbox,
) {
  const intake = new Intake(connection, (data, isBinary) => {
    // Before its seal is opened: what comes after the end costs nothing.
    if (!connection.listening) return
    const frame = guard && !isBinary ? guard.receive(data) : data
    if (!frame) return
    const violation = violationOf(frame, isBinary)
    if (violation) connection.close(violation)
    else inbox.receive(frame, isBinary)
  })
  ws.on('message', (data, isBinary) => {
    // Of the forms in which `ws` can give a message, this is the one that it uses unless asked for another.
    if (connection.listening) intake.receive(data as Buffer, isBinary)
    else connection.ignore()
  })
}

/** What `ws` finds wrong with a bare frame, found in one that came out of a seal. */
function violationOf(frame: Buffer, isBinary: boolean): StandardClose | undefined {
  if (frame.length > limits.frameBytes) return { code: 1009, reason: '' }
  return isBinary || isUtf8(frame) ? undefined : { code: 1007, reason: '' }
}
