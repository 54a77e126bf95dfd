import type { AddressInfo, Server } from 'node:net'
import type { ServerFrameOf } from '#protocol'

/** Tells the bench where a server listens. */
export function announce(server: Pick<Server, 'address'>, tokens: string[] = []): void {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ port, tokens })}\n`)
}

/** What the others give out has the fields and the length of what we give out. */
export const sample: ServerFrameOf<'said'> = {
  type: 'said',
  room: 'lobby',
  seq: 12_345,
  id: 'm12345',
  from: { id: 'abcdefghij', name: 'guest 123', avatar: '' },
  kind: 'text',
  body: 'x'.repeat(200),
  time: 1_790_000_000_000,
}
