import { createSecretKey } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Sessions } from '../../../server/accounts/sessions'

/** A token that is good for nobody, and why. */
export type Bad =
  | 'missing'
  | 'garbage'
  | 'unsigned'
  | 'forged'
  | 'for something else'
  | 'of nobody'
  | 'revoked'
  | 'expired'

export const bads: Bad[] = [
  'missing',
  'garbage',
  'unsigned',
  'forged',
  'for something else',
  'of nobody',
  'revoked',
  'expired',
]

const nowhere = { device: '', address: '' }

interface TestServer {
  sessions: Sessions
  /** The secret with which the server signs. */
  secret: string
  now(): number
}

/** A token of this kind for this person; empty where there is none. */
export async function badToken(
  bad: Bad,
  person: string,
  { sessions, secret, now }: TestServer,
): Promise<string> {
  const seconds = Math.floor(now() / 1_000)
  const claims = {
    sid: 'a-session',
    iss: 'chat',
    aud: 'chat',
    sub: person,
    iat: seconds,
    exp: seconds + 3_600,
  }
  if (bad === 'missing') return ''
  if (bad === 'garbage') return 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA'
  if (bad === 'unsigned') return `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims)}.`
  if (bad === 'forged') return sign(claims, 'another secret of thirty-two bytes or more')
  if (bad === 'for something else') return sign({ ...claims, aud: 'media' }, secret)
  if (bad === 'of nobody') return (await sessions.issue('nobody', nowhere)).token
  if (bad === 'expired') return sign({ ...claims, iat: seconds - 7_200, exp: seconds - 1 }, secret)
  const { token } = await sessions.issue(person, nowhere)
  const identity = await sessions.verify(token)
  if (identity) await sessions.revoke(identity)
  return token
}

function sign(claims: object, secret: string): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(createSecretKey(secret, 'utf8'))
}

function base64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
