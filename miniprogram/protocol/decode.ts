import { type ClientFrame, clientFrames, discord, type Port } from './client-frames'
import { isObject, pick, type Shape, shapeProblem } from './fields'
import { isClientId, isServerId } from './ids'
import { limits } from './limits'
import { type RefusalCode, refusals } from './refusals'
import { type ServerFrame, serverFrames } from './server-frames'

/** A frame that was refused before it reached a handler, with as much of it as could be read. */
export interface Undecoded {
  code: RefusalCode
  message: string
  id?: string
  of?: string
  room?: string
}

export type Decoded = { frame: ClientFrame } | { refusal: Undecoded }

/**
 * Reads what a client sent to a port. Total: any string has an answer, none throws. A frame comes
 * back with the fields of its type and no others.
 */
export function decodeClient(wire: string, port: Port): Decoded {
  const raw = parseObject(wire)
  if (!raw) return { refusal: { code: 'bad-frame', message: 'A frame is one JSON object.' } }

  const type = raw.type
  if (typeof type !== 'string') return refuse(raw, 'bad-frame', 'frame.type must be a text.')
  const shape = shapeOf(clientFrames[port], type)
  if (!shape) return refuse(raw, ...strangerProblem(type))

  const problem = shapeProblem(shape, raw, type) ?? discord(type, raw)
  if (problem) return refuse(raw, problem.code, problem.message)
  return { frame: { type, ...pick(shape, raw) } as ClientFrame }
}

/**
 * Reads what the server sent. Nothing comes back for what this client does not know or cannot read:
 * a newer server may say more than an older client understands.
 */
export function decodeServer(wire: string): ServerFrame | undefined {
  const raw = parseObject(wire)
  if (!raw || typeof raw.type !== 'string') return undefined
  const shape = shapeOf(serverFrames, raw.type)
  if (!shape || shapeProblem(shape, raw, raw.type)) return undefined
  return raw as ServerFrame
}

function parseObject(wire: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(wire)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function shapeOf(shapes: Record<string, Shape>, type: string): Shape | undefined {
  return Object.prototype.hasOwnProperty.call(shapes, type) ? shapes[type] : undefined
}

function strangerProblem(type: string): [RefusalCode, string] {
  const elsewhere = Object.values(clientFrames).some((shapes) => shapeOf(shapes, type))
  const code = elsewhere ? 'wrong-port' : 'unknown-type'
  return [code, refusals[code].message]
}

function refuse(raw: Record<string, unknown>, code: RefusalCode, message: string): Decoded {
  const refusal: Undecoded = { code, message }
  const { id, type, room } = raw
  // An id of the wrong shape is not repeated: the refusal itself must be readable.
  if (isClientId(id)) refusal.id = id
  if (typeof type === 'string' && type.length <= limits.idLength) refusal.of = type
  if (isServerId(room)) refusal.room = room
  return { refusal }
}
