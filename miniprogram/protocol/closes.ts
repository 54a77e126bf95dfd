/**
 * Why the server ends a connection. The range tells what to do:
 * 4000–4499 come back after a pause; 4500–4999 do not come back on your own.
 */
export const closes = {
  restarting: { code: 4001, reason: 'server is restarting' },
  tooSlow: { code: 4002, reason: 'reading too slowly' },
  silent: { code: 4003, reason: 'no sign of life' },
  flooding: { code: 4004, reason: 'too many frames' },
  expired: { code: 4005, reason: 'token expired, renew it' },
  badSeal: { code: 4006, reason: 'a seal did not open' },
  /** The registered code for "try again later". */
  unavailable: { code: 1013, reason: 'cannot serve at the moment' },
  signedOut: { code: 4501, reason: 'signed out' },
  badFrames: { code: 4502, reason: 'too many malformed frames' },
  textOnly: { code: 4503, reason: 'binary frames are not used' },
  tooMany: { code: 4504, reason: 'newer connections took the place' },
  unsealed: { code: 4505, reason: 'sealed frames only' },
  outdated: { code: 4506, reason: 'update this client' },
} as const

export type Close = (typeof closes)[keyof typeof closes]

/** Codes of RFC 6455 that name a fault in what we sent: coming back would only repeat it. */
const ourFault = [1002, 1003, 1007, 1008, 1009]

/** Whether a client may come back on its own after a close with this code. */
export function mayReconnect(code: number): boolean {
  return code < 4500 && !ourFault.includes(code)
}
