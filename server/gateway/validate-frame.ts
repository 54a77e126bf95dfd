import { isUtf8 } from 'node:buffer'
import { limits } from '#protocol'

/** A close for a fault that RFC 6455 has a code for. */
export interface StandardClose {
  code: 1007 | 1009
  reason: ''
}

/** What `ws` finds wrong with a bare frame, found in one that came out of a seal. */
export function validateFrame(frame: Buffer, isBinary: boolean): StandardClose | undefined {
  if (frame.length > limits.frameBytes) return { code: 1009, reason: '' }
  return isBinary || isUtf8(frame) ? undefined : { code: 1007, reason: '' }
}
