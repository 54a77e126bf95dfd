import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClientFrameType, clientFrames, offer, type Port } from '#protocol'
import { attempt as attemptSocket } from '../../conformance/client'
import { openTestGateway, type TestGateway } from '../../support/gateway'
import { clientSamples } from '../../unit/protocol/samples'
import { bads, badToken } from './tokens'

const secret = 'a secret of thirty-two bytes or more'
const dayMs = 86_400_000
const portNames = Object.keys(clientFrames) as Port[]

let ports: TestGateway
beforeAll(async () => {
  ports = await openTestGateway()
})
afterAll(() => ports.close())

describe.each(portNames)('the %s port', (port) => {
  it.each(bads)('lets nobody in whose token is %s', async (bad) => {
    const { sessions, chat } = ports
    const person = await chat.person('ann')
    const token = await badToken(bad, person.id, { sessions, secret, now: chat.clock.now })
    const outcome = await attemptSocket(ports.url(port), bad === 'missing' ? ['chat.v1'] : offer(token))
    expect(outcome).toMatchObject({ status: 401, contentType: 'application/problem+json' })
    expect(JSON.parse('body' in outcome ? outcome.body : '{}')).toMatchObject({ code: 'not-signed-in' })
  })

  it('lets people in by a good token', async () => {
    const client = await ports.connect(port, 'ann')
    expect(client.protocol).toBe('chat.v1')
  })

  const types = Object.keys(clientFrames[port]) as ClientFrameType[]
  it.each(types)('does not do a %s of a session that is signed out', async (type) => {
    const person = await ports.chat.person('ann')
    const { token, identity } = await ports.signIn(person)
    const opened = await attemptSocket(ports.url(port), offer(token))
    if (!('received' in opened)) throw new Error('The socket was refused.')
    await opened.ask('heartbeat', { type: 'heartbeat' })
    await ports.sessions.revoke(identity)
    opened.send({ ...clientSamples[type], id: 'too-late' })
    expect(await opened.closed).toMatchObject({ code: 4501 })
    expect(JSON.stringify(opened.received)).not.toContain('too-late')
  })
})

it('a socket ends when its token does', async () => {
  const own = await openTestGateway()
  try {
    const clients = await Promise.all(portNames.map((port) => own.connect(port, 'ann')))
    own.chat.clock.pass(dayMs + 1_000)
    for (const client of clients) expect(await client.closed).toMatchObject({ code: 4005 })
  } finally {
    await own.close()
  }
})
