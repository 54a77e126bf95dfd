import { offer, paths } from '#protocol'
import { type Client, open } from '../../conformance/client'
import { guest } from '../../support/people'
import type { ServerProcess } from '../../support/server-process'
import type { Somebody } from './somebody'

/** As `POST /api/calls/{call}/ticket` answers. */
interface Ticket {
  url: string
  page: boolean
}

/**
 * Ann's program cannot take calls: she is connected with somebody, calls them, and gets a ticket for a browser. `program` is her line.
 */
export async function callFromWechat(
  server: ServerProcess,
  somebody: Somebody,
): Promise<{ program: Client; ticket: Ticket }> {
  const { token } = await guest(server, 'Ann')
  const program = await open(server.directUrl + paths.direct, offer(token))
  const to = await somebody.id()
  await program.ask('asked', { type: 'link', to })
  await somebody.button('Accept').click()
  await program.next('connected')
  const { call } = await program.ask('accepted', { type: 'call', to, media: 'voice' })
  const answer = await fetch(`${server.httpUrl}/api/calls/${call}/ticket`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  })
  return { program, ticket: (await answer.json()) as Ticket }
}
