import type { Identity } from '../server/accounts/tokens'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose token the request carries: set by `onlySignedIn`. */
    identity: Identity | undefined
    /** The key, and the number of the question, with which the answer is sealed: set when the client gave them. */
    seal: { key: Buffer; question: string } | undefined
  }
}
