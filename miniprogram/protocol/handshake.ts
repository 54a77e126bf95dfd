/** The sub-protocol that a client offers, and the server answers with. */
export const subprotocol = 'chat.v1'

/** The token travels as a second sub-protocol: unlike an address, it reaches no log and no history. */
export const tokenPrefix = 'token.'

/** Offered by a client that seals its frames. The first way, `sealed`, could be played back and is not spoken any more. */
export const sealOffer = 'sealed.v2'

/** The paths of the two sockets. */
export const paths = { group: '/group', direct: '/direct' } as const

/** The room that every one may enter. */
export const lobby = 'lobby'

/** What a client offers when it opens either socket. */
export function offer(token: string): string[] {
  return [subprotocol, tokenPrefix + token]
}
