import type { FastifyReply } from 'fastify'

/** Aborts when the connection is gone before the request was answered: nobody waits for the answer any more. */
export function senderGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return gone.signal
}
