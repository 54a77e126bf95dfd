import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { WebSocket } from 'ws'
import { lobby, offer, type Port, sealOffer } from '#protocol'
import { addKey, readKeyFiles } from '../../../server/wire/key-files'
import { openSealing } from '../../../server/wire/open-sealing'
import { readServerKeys } from '../../../server/wire/server-keys'
import { Client } from '../../conformance/client'
import { ClientSeal } from '../../conformance/sealing'
import { it, type TestGateway } from '../../support/gateway'
import { newPem } from '../../support/seal-keys'

/** A socket of a new person that does nothing by itself: every text that came, and its end. */
async function bare(ports: TestGateway, port: Port, sealing: boolean, more: string[] = []) {
  const { token } = await ports.signIn(await ports.chat.person('ann'))
  return listenBare(ports.url(port), [...offer(token), ...(sealing ? [sealOffer] : []), ...more])
}

async function listenBare(url: string, offered: string[]) {
  const socket = new WebSocket(url, offered)
  const came: string[] = []
  const closed = new Promise<{ code: number; reason: string }>((done) => {
    socket.on('close', (code, reason) => done({ code, reason: String(reason) }))
  })
  const hello = new Promise<{ keys: string[]; nonce: string }>((done) => {
    socket.on('message', (data) => {
      came.push(String(data))
      if (came.length === 1) done(JSON.parse(String(data)))
    })
  })
  await new Promise((done) => socket.once('open', done))
  return { socket, came, closed, hello }
}

const secrets = ['Is the kettle on?', '世界 🍵', 'only between us', 'a name nobody has']

describe.each(['group', 'direct'] as const)('a client that does not seal, on the %s port', (port) => {
  it('is sent away with a close that says so, before it heard of anything', async ({ ports }) => {
    const { came, closed } = await bare(ports, port, false)
    expect(await closed).toEqual({ code: 4505, reason: 'sealed frames only' })
    expect(came).toEqual([])
  })
})

describe.each(['required', 'optional'] as const)('where sealing is %s', (sealing) => {
  it.scoped({ choices: { sealing } })

  it('a client that seals as it was done before is told to update', async ({ ports }) => {
    const { came, closed } = await bare(ports, 'group', false, ['sealed'])
    expect(await closed).toEqual({ code: 4506, reason: 'update this client' })
    expect(came).toEqual([])
  })
})

describe('where sealing is optional', () => {
  it.scoped({ choices: { sealing: 'optional' } })

  it('a client that does not seal talks with one that does', async ({ ports }) => {
    const sealed = await ports.connect('group', 'ann')
    const person = await ports.chat.person('bo')
    const socket = new WebSocket(ports.url('group'), offer((await ports.signIn(person)).token))
    const plain = new Client(socket)
    await new Promise((done) => socket.once('open', done))
    for (const one of [sealed, plain]) await one.ask('entered', { type: 'enter', room: lobby })
    await plain.ask('accepted', { type: 'say', room: lobby, kind: 'text', body: 'hi' })
    await sealed.ask('accepted', { type: 'say', room: lobby, kind: 'text', body: 'ho' })
    expect((await sealed.next('said')).body).toBe('hi')
    expect((await plain.next('said')).body).toBe('ho')
    expect(plain.wire.join('\n')).toContain('ho')
    expect(sealed.wire.join('\n')).not.toContain('"hi"')
  })
})

describe('a sealed socket', () => {
  it('carries no word of what is said, of names, or of who talks to whom', async ({ ports }) => {
    const [ann, bo] = [await ports.connect('group', secrets[3] ?? ''), await ports.connect('group', 'bo')]
    const { room } = await ann.ask('room', { type: 'create', name: 'a secret room' })
    await bo.ask('room', { type: 'join', code: room.code ?? '' })
    for (const one of [ann, bo]) await one.ask('entered', { type: 'enter', room: room.id })
    for (const body of secrets) await ann.ask('accepted', { type: 'say', room: room.id, kind: 'text', body })
    for (const body of secrets) expect((await bo.next('said')).body).toBe(body)
    const page = await bo.ask('page', { type: 'history', room: room.id })
    expect(page.messages.map(({ body }) => body)).toEqual(secrets)

    const wire = [...ann.wire, ...bo.wire].join('\n')
    for (const word of [...secrets, 'a secret room', room.id, 'said', 'accepted'])
      expect(wire).not.toContain(word)
    expect(wire.length).toBeGreaterThan(2_000)
  })

  it('ends with 4505 when anything comes before the keys', async ({ ports }) => {
    for (const first of ['{"type":"heartbeat"}', 'no frame', '{"type":"sealed","n":1,"sealed":"AAAA"}']) {
      const { socket, closed, came } = await bare(ports, 'group', true)
      socket.send(first)
      expect((await closed).code).toBe(4505)
      expect(came).toHaveLength(1)
    }
  })

  it('ends with 4006 when the keys cannot be unwrapped', async ({ ports }) => {
    for (const change of [{ key: 'nobody' }, { secret: 'AAAA' }]) {
      const { socket, closed, hello } = await bare(ports, 'group', true)
      const frame = JSON.parse(new ClientSeal().begin(await hello))
      socket.send(JSON.stringify({ ...frame, ...change }))
      expect(await closed).toEqual({ code: 4006, reason: 'a seal did not open' })
    }
  })

  it('ends with 4006 when a frame comes bare, again, or changed, and does nothing of it', async ({
    ports,
  }) => {
    const say = '{"type":"say","id":"m1","room":"lobby","kind":"text","body":"x"}'
    const tricks: Array<(seal: ClientSeal) => string[]> = [
      () => [say],
      (seal) => {
        const once = seal.seal('{"type":"heartbeat"}')
        return [once, once]
      },
      (seal) => [
        seal.seal(say).replace(/"sealed":"./, (head) => head.slice(0, -1) + (head.endsWith('A') ? 'B' : 'A')),
      ],
      (seal) => [seal.seal('{"type":"heartbeat"}').replace('"n":1', '"n":2')],
    ]
    for (const trick of tricks) {
      const { socket, closed, hello } = await bare(ports, 'group', true)
      const seal = new ClientSeal()
      socket.send(seal.begin(await hello))
      for (const frame of trick(seal)) socket.send(frame)
      expect((await closed).code).toBe(4006)
    }
    expect(await ports.chat.context.ports.store.messages.top(lobby)).toBe(0)
  })

  it('that was recorded opens nothing on a new socket, even with its token', async ({ ports }) => {
    const { context } = ports.chat
    const person = await ports.chat.person('ann')
    const { token } = await ports.signIn(person)
    const ann = await ports.connect('group', person)
    const { room } = await ann.ask('room', { type: 'create', name: 'Tea house' })
    const first = await listenBare(ports.url('group'), [...offer(token), sealOffer])
    const seal = new ClientSeal()
    const rename = { type: 'rename', room: room.id, name: 'Old name' }
    const recorded = [seal.begin(await first.hello), seal.seal(JSON.stringify(rename))]
    for (const frame of recorded) first.socket.send(frame)
    await expect.poll(async () => (await context.ports.store.rooms.get(room.id))?.name).toBe('Old name')
    first.socket.close()
    await ann.ask('room', { ...rename, name: 'New name' })

    const again = await listenBare(ports.url('group'), [...offer(token), sealOffer])
    await again.hello
    for (const frame of recorded) again.socket.send(frame)
    expect(await again.closed).toEqual({ code: 4006, reason: 'a seal did not open' })
    expect((await context.ports.store.rooms.get(room.id))?.name).toBe('New name')
  })

  it('of somebody who was removed opens nothing that is said from then on', async ({ ports }) => {
    const [ann, bo] = [await ports.connect('group', 'ann'), await ports.connect('group', 'bo')]
    const person = await ports.chat.person('cy')
    const cy = await ports.connect('group', person)
    const { room } = await ann.ask('room', { type: 'create', name: 'Tea house' })
    for (const one of [bo, cy]) await one.ask('room', { type: 'join', code: room.code ?? '' })
    for (const one of [ann, bo, cy]) await one.ask('entered', { type: 'enter', room: room.id })
    await ann.ask('accepted', { type: 'say', room: room.id, kind: 'text', body: 'for all' })
    await Promise.all([bo.next('said'), cy.next('said')])
    const keyOf = (wire: string | undefined) => JSON.parse(wire ?? '{}').key
    const before = keyOf(bo.wire.findLast((text) => text.includes('"key"')))

    await ann.ask('member', { type: 'remove', room: room.id, person: person.id })
    await cy.next('gone')
    await ann.ask('accepted', { type: 'say', room: room.id, kind: 'text', body: 'without cy' })
    await bo.next('said', ({ body }) => body === 'without cy')
    const after = keyOf(bo.wire.findLast((text) => text.includes('"key"')))
    expect(after).not.toBe(before)
    expect(cy.wire.map(keyOf)).not.toContain(after)
  })
})

describe('the keys of the server', () => {
  async function inFolder(run: (dir: string) => Promise<void>): Promise<void> {
    const dir = await mkdtemp(join(tmpdir(), 'seal-'))
    await run(dir).finally(() => rm(dir, { recursive: true }))
  }

  it('are made once, for the owner’s eyes alone, and stay', () =>
    inFolder(async (dir) => {
      const [first, again] = [await readKeyFiles([], dir), await readKeyFiles([], dir)]
      expect(first).toEqual(again)
      const [name = ''] = await readdir(join(dir, 'seal-keys'))
      expect((await stat(join(dir, 'seal-keys', name))).mode & 0o777).toBe(0o600)
      expect((await stat(join(dir, 'seal-keys'))).mode & 0o777).toBe(0o700)
    }))

  it('are the same for two servers that start together in one folder', () =>
    inFolder(async (dir) => {
      const together = await Promise.all([readKeyFiles([], dir), readKeyFiles([], dir)])
      expect(together[0]).toEqual(together[1])
      expect(await readdir(join(dir, 'seal-keys'))).toHaveLength(1)
    }))

  it('overlap when another one is made: the newest is offered first, the one before still opens', () =>
    inFolder(async (dir) => {
      const before = readServerKeys(await readKeyFiles([], dir))
      await addKey(dir)
      const after = readServerKeys(await readKeyFiles([], dir))
      expect(after.offered).toEqual([expect.any(String), ...before.offered])
      const seal = JSON.parse(new ClientSeal().begin({ keys: before.offered, nonce: '' }))
      expect(after.unwrap(seal.key, seal.secret)).toHaveLength(64)
    }))

  it('may be given as files, which are read instead', () =>
    inFolder(async (dir) => {
      await addKey(dir)
      const file = await addKey(dir)
      const sealing = await openSealing({
        sealing: 'optional',
        sealKeys: ` ${file}, `,
        dataDir: join(dir, 'other'),
      })
      expect(sealing.required).toBe(false)
      expect(sealing.keys.offered).toEqual(readServerKeys([await readFile(file, 'utf8')]).offered)
      expect(await readdir(dir)).toEqual(['seal-keys'])
    }))

  it('are refused when they are short, or none', () => {
    expect(() => readServerKeys(['no key'])).toThrow()
    expect(readServerKeys([newPem()]).offered).toHaveLength(1)
  })
})
