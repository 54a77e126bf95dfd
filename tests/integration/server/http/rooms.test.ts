import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeClient } from '#protocol'
import type { Draft, Membership } from '../../../../server/store/store'
import { type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
let bob: Guest
let eve: Guest
const code = 'ABCD2345'

function says(from: Guest, count: number): Draft[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m${index + 1}`,
    from: from.id,
    kind: 'text',
    body: `message ${index + 1}`,
    time: server.ports.clock.now() + index,
  }))
}

beforeAll(async () => {
  server = await TestServer.open()
  ;[ann, bob, eve] = [await server.guest('Ann'), await server.guest('Bob'), await server.guest('Eve')]
  const { rooms, messages, links } = server.ports.ports.store
  const members: Array<Pick<Membership, 'person' | 'role'>> = [
    { person: ann.id, role: 'owner' },
    { person: bob.id, role: 'member' },
  ]
  const created = server.ports.clock.now()
  await rooms.create({ id: 'tea', kind: 'group', name: 'Tea', code, created }, members, 'r1')
  await rooms.create({ id: 'talk', kind: 'direct', name: '', created }, members, 'r2')
  await links.pair(ann.id, bob.id, 'talk', created)
  await messages.append('tea', says(ann, 120))
})
afterAll(() => server.close())

describe('a message of any kind', () => {
  const file = { media: 'm1', name: 'plan.pdf', size: 8 }
  const said: Array<Pick<Draft, 'kind' | 'body'>> = [
    { kind: 'text', body: 'Hello' },
    { kind: 'image', body: { media: 'm2', type: 'image/gif', size: 9, width: 1, height: 2, moving: true } },
    { kind: 'voice', body: { media: 'm3', type: 'audio/mpeg', size: 9, duration: 1_000 } },
    { kind: 'file', body: file },
    { kind: 'edit', body: { seq: 1, text: 'Hello' } },
    { kind: 'react', body: { seq: 1, version: 1, counts: [{ emoji: '👍', count: 1 }], changed: [] } },
    { kind: 'pin', body: { seq: 1, on: true, pinned: { version: 1, seqs: [1] } } },
    {
      kind: 'bundle',
      body: { messages: [{ name: 'Ann', avatar: '', kind: 'file', body: file, time: 1 }] },
    },
  ]

  it('has its whole body in a page, and in the list of rooms, but for the messages of a bundle', async () => {
    const { rooms, messages } = server.ports.ports.store
    const created = server.ports.clock.now()
    const cy = await server.guest('Cy')
    await rooms.create(
      { id: 'kinds', kind: 'group', name: 'Kinds', code: 'KINDS234', created },
      [{ person: cy.id, role: 'owner' }],
      'kinds',
    )
    await messages.append(
      'kinds',
      said.map((one, at) => ({ ...one, id: `k${at}`, from: cy.id, time: created })),
    )
    await messages.edit('kinds', 5)
    const page = await server.get('/api/rooms/kinds/messages', cy.token)
    expect(page.body.messages.map(({ kind, body }: Draft) => ({ kind, body }))).toEqual(said)
    const list = await server.get('/api/rooms', cy.token)
    expect(list.body.rooms[0].last).toMatchObject({ kind: 'bundle', body: { messages: [] } })
  })
})

describe('the list of rooms', () => {
  it('shows each room as it stands for the person who asks', async () => {
    const { status, body } = await server.get('/api/rooms', bob.token)
    expect(status).toBe(200)
    expect(body.rooms).toHaveLength(2)
    expect(body.rooms[0]).toEqual({
      id: 'tea',
      kind: 'group',
      name: 'Tea',
      role: 'member',
      members: 2,
      top: 120,
      read: 0,
      unread: 100,
      code,
      last: expect.objectContaining({
        seq: 120,
        body: 'message 120',
        from: { id: ann.id, name: 'Ann', avatar: '' },
      }),
    })
    expect(body.rooms[1]).toMatchObject({ id: 'talk', kind: 'direct', peer: { id: ann.id, name: 'Ann' } })
  })

  it('is empty for somebody who is in none', async () => {
    expect((await server.get('/api/rooms', eve.token)).body).toEqual({ rooms: [] })
  })

  it('gives one room to its members, and to nobody else', async () => {
    expect((await server.get('/api/rooms/tea', ann.token)).body).toMatchObject({ id: 'tea', role: 'owner' })
    const { status, body } = await server.get('/api/rooms/tea', eve.token)
    expect([status, body.code]).toEqual([404, 'unknown-room'])
  })
})

describe('a page of history', () => {
  const page = async (query: string) => (await server.get(`/api/rooms/tea/messages${query}`, bob.token)).body
  const ends = ({ messages, more }: { messages: { seq: number }[]; more: boolean }) => [
    messages[0]?.seq,
    messages.at(-1)?.seq,
    more,
  ]

  it('has the newest fifty messages, unless it is asked otherwise', async () => {
    expect(ends(await page(''))).toEqual([71, 120, true])
    expect(ends(await page('?limit=100'))).toEqual([21, 120, true])
    expect(ends(await page('?limit=200'))).toEqual([21, 120, true])
  })

  it('goes back before a message, and on after one', async () => {
    expect(ends(await page('?before=21&limit=30'))).toEqual([1, 20, false])
    expect(ends(await page('?after=0&limit=30'))).toEqual([1, 30, true])
    expect(ends(await page('?after=110'))).toEqual([111, 120, false])
    expect(await page('?after=120')).toEqual({ messages: [], more: false })
  })

  it('holds whole messages, with their authors', async () => {
    const { messages } = await page('?after=119')
    const [{ id, from, kind, body }] = messages
    expect({ id, from, kind, body }).toEqual({
      id: 'm120',
      from: { id: ann.id, name: 'Ann', avatar: '' },
      kind: 'text',
      body: 'message 120',
    })
  })

  it('shows what a recall names and what it leaves', async () => {
    const { messages } = server.ports.ports.store
    await messages.append('talk', says(ann, 1))
    const time = server.ports.clock.now()
    await messages.append('talk', [
      { id: 'x', from: ann.id, kind: 'recall', body: { seq: 1 }, time, reply: 1, mentions: [bob.id] },
    ])
    await messages.blank('talk', 1, bob.id)
    const { body } = await server.get('/api/rooms/talk/messages', bob.token)
    expect(body.messages).toMatchObject([
      { kind: 'recalled', body: '', by: bob.id },
      { kind: 'recall', body: { seq: 1 }, reply: 1, mentions: [bob.id] },
    ])
  })

  it.each([
    '?limit=0',
    '?limit=ten',
    '?limit=3.9',
    '?limit=1e2',
    '?limit=',
    '?limit=%2B3',
    '?limit=true',
    '?limit=99999999999999999999',
    '?limit=1&limit=2',
    '?before=true',
    '?before=null',
    '?before=0',
    '?before=-1',
    '?before=0x10',
    '?before=1&after=1',
    '?after=false',
    '?after=0.0',
  ])('is not given for %s', async (query) => expect((await page(query)).code).toBe('bad-request'))

  it.each([
    { before: 0 },
    { before: 1 },
    { after: 0 },
    { after: -1 },
    { limit: 0 },
    { limit: 1 },
    { limit: 200 },
    { limit: 1.5 },
    { before: 2 ** 53 },
    { before: true },
    { after: '' },
  ])('is judged as the frame `history` is: %j', async (where) => {
    const asked = Object.entries(where).map(([name, value]) => `${name}=${value}`)
    const isTaken =
      'frame' in decodeClient(JSON.stringify({ type: 'history', room: 'tea', ...where }), 'group')
    const { status } = await server.get(`/api/rooms/tea/messages?${asked.join('&')}`, bob.token)
    expect(status).toBe(isTaken ? 200 : 400)
  })

  it.each(['tea', 'talk', 'no-such-room', 'lobby', 'x'.repeat(64)])(
    'is not shown to a stranger, for whom the room is not there: %s',
    async (room) => {
      const { status, body } = await server.get(`/api/rooms/${room}/messages`, eve.token)
      expect([status, body.code]).toEqual([404, 'unknown-room'])
      expect(body.detail).not.toContain(room)
    },
  )
})

it.each(['', '/messages', '/qr'])(
  'an id that no room can have is a bad request: /api/rooms/…%s',
  async (rest) => {
    for (const room of ['%00', 'a%20b', 'x'.repeat(65), '%E8%8C%B6']) {
      const { status, body } = await server.get(`/api/rooms/${room}${rest}`, eve.token)
      expect([status, body.code]).toEqual([400, 'bad-request'])
    }
  },
)

it('contacts are those of the person who asks, with invitations and blocks', async () => {
  const { links } = server.ports.ports.store
  const time = server.ports.clock.now()
  await links.ask({ id: 'l1', from: eve.id, to: ann.id, note: 'hi', time, state: 'waiting' })
  await links.block(ann.id, bob.id, 0)
  const person = ({ id, name }: Guest) => ({ id, name, avatar: '' })
  const invitation = (other: Guest) => ({ link: 'l1', person: person(other), note: 'hi', time })

  expect((await server.get('/api/contacts', ann.token)).body).toEqual({
    contacts: [{ person: person(bob), room: 'talk', since: expect.any(Number), online: false }],
    invitations: { received: [invitation(eve)], sent: [] },
    blocked: [person(bob)],
  })
  expect((await server.get('/api/contacts', eve.token)).body).toEqual({
    contacts: [],
    invitations: { received: [], sent: [invitation(ann)] },
    blocked: [],
  })
})

it('favourites are a room with oneself alone, the same one each time', async () => {
  const ann = await server.guest('Ann')
  const put = () => server.ask({ method: 'PUT', url: '/api/favourites', token: ann.token })
  const [first, again] = [await put(), await put()]
  const { room } = first.body
  expect([first.status, again.body]).toEqual([200, { room }])
  const person = { id: ann.id, name: 'Ann', avatar: '' }
  const card = { id: room, kind: 'direct', name: 'Ann', members: 1, unread: 0, peer: person }
  expect((await server.get('/api/rooms', ann.token)).body.rooms).toMatchObject([card])
  expect((await server.get('/api/contacts', ann.token)).body.contacts).toEqual([])
  const bob = await server.guest('Bob')
  expect((await server.get(`/api/rooms/${room}`, bob.token)).status).toBe(404)
})
