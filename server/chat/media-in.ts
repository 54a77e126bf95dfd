import type { Body, BundledMessage, MediaBody } from '#protocol'

/** The uploads that a body names, those of bundles too. */
export function mediaIn(body: Body): string[] {
  if (typeof body !== 'object') return []
  if (isMedia(body)) return [body.media]
  return bundledIn(body).flatMap((message) => mediaIn(message.body))
}

/** The same body with other uploads in the place of those that it names. */
export function withMedia(body: Body, idOf: (media: string) => string): Body {
  if (typeof body !== 'object') return body
  if (isMedia(body)) return { ...body, media: idOf(body.media) }
  const messages = bundledIn(body)
  if (messages.length === 0) return body
  return { messages: messages.map((one) => ({ ...one, body: withMedia(one.body, idOf) })) }
}

/** How many bundles lie in one another; 0 of what is none. */
export function depthOf(body: Body): number {
  const inner = bundledIn(body).map((message) => depthOf(message.body))
  return inner.length === 0 ? 0 : 1 + Math.max(...inner)
}

function isMedia(body: Exclude<Body, string>): body is MediaBody {
  return 'media' in body && 'size' in body
}

function bundledIn(body: Body): BundledMessage[] {
  return typeof body === 'object' && 'messages' in body ? body.messages : []
}
