import { hkdfSync } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'

/** Lets one member see the media of one room, for a while. */
export interface Pass {
  person: string
  room: string
}

/** Signed passes: they stand in addresses, where no header can, for pictures load by address alone. */
export interface Passes {
  /** A pass and when it ends, in milliseconds since 1970: the same one for half an hour, so that caches work. */
  issue(pass: Pass): Promise<{ pass: string; expires: number }>
  /** Nothing when it is forged, expired or no pass at all. */
  verify(pass: string): Promise<Pass | undefined>
}

/** Seconds: a pass lives between one of these and two. */
const step = 1_800
const algorithm = 'HS256'
const audience = 'media'
/** Ours have about 200 characters. */
const passLength = 512

/** `secret`: that of the tokens. A key of their own is made of it, so that a pass is never a token. */
export function openPasses(secret: string, now: () => number): Passes {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'media passes', 32))

  return {
    async issue({ person, room }) {
      const expires = (Math.floor(now() / 1_000 / step) + 2) * step
      const pass = await new SignJWT({ room })
        .setProtectedHeader({ alg: algorithm })
        .setAudience(audience)
        .setSubject(person)
        .setExpirationTime(expires)
        .sign(key)
      return { pass, expires: expires * 1_000 }
    },

    async verify(pass) {
      if (pass.length > passLength) return undefined
      try {
        const expected = { algorithms: [algorithm], audience, currentDate: new Date(now()) }
        const { sub, room } = (await jwtVerify(pass, key, expected)).payload
        return typeof sub === 'string' && typeof room === 'string' ? { person: sub, room } : undefined
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}
