import { describe, expect } from 'vitest'
import { limits, lobby } from '#protocol'
import { enter, found, group, personOf, say, upTo } from './scenes'
import { it } from './suite'

describe('create', () => {
  it('makes a room whose owner one is, and tells the other devices', async ({ server }) => {
    const ann = await server.connect('group', 'ann')
    const tablet = await ann.open('group')
    const made = await ann.client.ask('room', { type: 'create', id: 'c1', name: '  Tea house ' })
    expect(made.room).toEqual({
      id: expect.any(String),
      kind: 'group',
      name: 'Tea house',
      role: 'owner',
      members: 1,
      top: 0,
      read: 0,
      unread: 0,
      code: expect.any(String),
    })
    expect(await tablet.next('room')).toEqual({ type: 'room', room: made.room })
  })

  it('that is repeated gives the room of the first time', async ({ server }) => {
    const ann = await server.connect('group', 'ann')
    const first = await ann.client.ask('room', { type: 'create', id: 'c1', name: 'Tea house' })
    const again = await ann.client.ask('room', { type: 'create', id: 'c1', name: 'Tea house' })
    expect(again.room.id).toBe(first.room.id)
    const other = await ann.client.ask('room', { type: 'create', id: 'c2', name: 'Tea house' })
    expect(other.room.id).not.toBe(first.room.id)
  })

  it.for(['', '   ', '\u200b', 'x'.repeat(33), 'a\nb', 'a\u202eb', 5, null])(
    'refuses the name %j',
    async (name, { server }) => {
      const { client } = await server.connect('group', 'ann')
      expect(await client.refusal({ type: 'create', name })).toBe('bad-name')
    },
  )

  it('makes as many rooms as one person may have, and no more', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    await Promise.all(upTo(limits.roomsPerPerson).map((at) => found(client, `room ${at}`)))
    expect(await client.refusal({ type: 'create', name: 'one more' })).toBe('too-many-rooms')
    // The first one again: its answer may have been lost.
    expect(await client.ask('room', { type: 'create', id: 'q1', name: 'room 1' })).toMatchObject({ id: 'q1' })
  })
})

describe('join', () => {
  it('makes a member of whoever has the code, and tells those who are there', async ({ server }) => {
    const [{ room, code }, ann] = await group(server, 'ann')
    const bo = await server.connect('group', 'bo')
    const { room: card } = await bo.client.ask('room', { type: 'join', code })
    expect(card).toMatchObject({ id: room, kind: 'group', role: 'member', members: 2, code })
    expect(await ann.client.next('member')).toEqual({
      type: 'member',
      room,
      person: personOf(bo),
      role: 'member',
    })
  })

  it('takes the code in small letters too', async ({ server }) => {
    const [{ room, code }] = await group(server, 'ann')
    const bo = await server.connect('group', 'bo')
    expect(await bo.client.ask('room', { type: 'join', code: code.toLowerCase() })).toMatchObject({
      room: { id: room },
    })
  })

  it('is harmless for a member, the owner too', async ({ server }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    expect(await bo.client.ask('room', { type: 'join', code })).toMatchObject({
      room: { id: room, members: 2, role: 'member' },
    })
    expect(await ann.client.ask('room', { type: 'join', code })).toMatchObject({
      room: { id: room, role: 'owner' },
    })
  })

  it('refuses a code that no room has', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    for (const code of ['NOSUCH', lobby, 'x', 'a b', '__proto__'])
      expect(await client.refusal({ type: 'join', code })).toBe('unknown-code')
    for (const code of ['', 5]) expect(await client.refusal({ type: 'join', code })).toBe('bad-frame')
  })
})

describe('quit', () => {
  it('ends membership on every device, and tells the others', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const tablet = await bo.open('group')
    expect(await bo.client.ask('gone', { type: 'quit', room })).toMatchObject({ room, reason: 'quit' })
    expect(await tablet.next('gone')).toEqual({ type: 'gone', room, reason: 'quit' })
    const news = await ann.client.next('member', ({ role }) => role === 'none')
    expect(news).toMatchObject({ room, person: personOf(bo) })

    await say(ann.client, room, 'without bo')
    expect(await bo.client.leftover('said', 'news')).toEqual([])
    expect(await bo.client.refusal({ type: 'say', room, kind: 'text', body: 'x' })).toBe('not-entered')
    expect(await bo.client.refusal({ type: 'enter', room })).toBe('unknown-room')
    expect(await bo.client.refusal({ type: 'history', room })).toBe('unknown-room')
    expect(await bo.client.refusal({ type: 'quit', room })).toBe('unknown-room')
  })

  it('of the owner makes the longest member the owner', async ({ server }) => {
    const [{ room }, ann, bo, cy] = await group(server, 'ann', 'bo', 'cy')
    await ann.client.ask('gone', { type: 'quit', room })
    const heir = await cy.client.next('member', ({ role }) => role === 'owner')
    expect(heir).toMatchObject({ room, person: personOf(bo) })
    expect(await bo.client.ask('room', { type: 'rename', room, name: 'Coffee house' })).toMatchObject({
      room: { role: 'owner' },
    })
  })

  it('of the last member ends the room', async ({ server }) => {
    const [{ room, code }, ann] = await group(server, 'ann')
    await ann.client.ask('gone', { type: 'quit', room })
    expect(await ann.client.refusal({ type: 'join', code })).toBe('unknown-code')
    expect(await ann.client.refusal({ type: 'enter', room })).toBe('unknown-room')
  })
})

describe('the owner', () => {
  it('renames the room, and members see it', async ({ server }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    expect(await ann.client.ask('room', { type: 'rename', room, name: ' 茶馆 ' })).toMatchObject({
      room: { name: '茶馆', role: 'owner' },
    })
    expect(await bo.client.next('renamed')).toEqual({ type: 'renamed', room, name: '茶馆', code })
    expect(await ann.client.refusal({ type: 'rename', room, name: ' ' })).toBe('bad-name')
  })

  it('gives the room another code, and the old one stops working', async ({ server }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    const eve = await server.connect('group', 'eve')
    const { room: card } = await ann.client.ask('room', { type: 'recode', room })
    expect(card.code).not.toBe(code)
    expect(await bo.client.next('renamed')).toMatchObject({ room, code: card.code })
    expect(await eve.client.refusal({ type: 'join', code })).toBe('unknown-code')
    expect(await eve.client.ask('room', { type: 'join', code: card.code })).toMatchObject({
      room: { id: room },
    })
  })

  it('hands ownership over', async ({ server }) => {
    const [{ room }, ann, bo, cy] = await group(server, 'ann', 'bo', 'cy')
    await ann.client.ask('member', { type: 'appoint', room, person: bo.person.id })
    for (const [role, { person }] of [
      ['owner', bo],
      ['member', ann],
    ] as const)
      await cy.client.next('member', (frame) => frame.role === role && frame.person.id === person.id)
    expect(await ann.client.refusal({ type: 'recode', room })).toBe('not-the-owner')
    expect(await bo.client.ask('room', { type: 'recode', room })).toMatchObject({ room: { role: 'owner' } })
  })
})

describe('the owner, as the last resort,', () => {
  it('removes a member, who is told and out at once', async ({ server }) => {
    const [{ room, code }, ann, bo, cy] = await group(server, 'ann', 'bo', 'cy')
    const tablet = await bo.open('group')
    const answer = await ann.client.ask('member', { type: 'remove', room, person: bo.person.id })
    expect(answer).toMatchObject({ room, person: personOf(bo), role: 'none' })
    expect(await cy.client.next('member', ({ role }) => role === 'none')).toMatchObject({
      person: personOf(bo),
    })
    for (const device of [bo.client, tablet])
      expect(await device.next('gone')).toEqual({ type: 'gone', room, reason: 'removed' })

    await say(ann.client, room, 'without bo')
    await cy.client.next('said')
    expect(await bo.client.leftover('said', 'news')).toEqual([])
    expect(await bo.client.refusal({ type: 'say', room, kind: 'text', body: 'x' })).toBe('not-entered')
    expect(await bo.client.refusal({ type: 'history', room })).toBe('unknown-room')
    expect(await bo.client.refusal({ type: 'join', code })).toBe('barred')
    expect(await ann.client.ask('barred', { type: 'barred', room })).toMatchObject({ people: [personOf(bo)] })
    await ann.client.ask('allowed', { type: 'allow', room, person: bo.person.id })
    expect(await bo.client.ask('room', { type: 'join', code })).toMatchObject({
      room: { id: room, members: 3 },
    })
  })

  it('dissolves the room for everyone', async ({ server }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    const elsewhere = await bo.open('group')
    expect(await ann.client.ask('gone', { type: 'dissolve', room })).toMatchObject({
      room,
      reason: 'dissolved',
    })
    for (const device of [bo.client, elsewhere])
      expect(await device.next('gone')).toEqual({ type: 'gone', room, reason: 'dissolved' })
    for (const { client } of [ann, bo]) {
      expect(await client.refusal({ type: 'enter', room })).toBe('unknown-room')
      expect(await client.refusal({ type: 'join', code })).toBe('unknown-code')
      expect(await client.refusal({ type: 'say', room, kind: 'text', body: 'x' })).toBe('not-entered')
    }
  })

  it('cannot do these things to themselves or to strangers', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const eve = await server.guest('eve')
    for (const type of ['appoint', 'remove']) {
      expect(await ann.client.refusal({ type, room, person: ann.person.id })).toBe('yourself')
      expect(await ann.client.refusal({ type, room, person: eve.person.id })).toBe('not-a-member')
      expect(await ann.client.refusal({ type, room, person: 'nobody' })).toBe('not-a-member')
    }
  })
})

describe('the verbs of the owner', () => {
  const commands = (person: string) => [
    { type: 'rename', name: 'Mine' },
    { type: 'recode' },
    { type: 'appoint', person },
    { type: 'remove', person },
    { type: 'dissolve' },
  ]

  it('are refused to a member', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    for (const command of commands(ann.person.id))
      expect(await bo.client.refusal({ ...command, room }), command.type).toBe('not-the-owner')
  })

  it('are refused to a stranger, who is not told that the room exists', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const eve = await server.connect('group', 'eve')
    for (const command of commands(ann.person.id))
      for (const unknown of [room, 'nowhere'])
        expect(await eve.client.refusal({ ...command, room: unknown }), command.type).toBe('unknown-room')
  })

  it('are refused in the lobby, and so is quitting it', async ({ server }) => {
    const ann = await server.connect('group', 'ann')
    const bo = await server.guest('bo')
    await enter(ann.client, lobby)
    for (const command of [...commands(bo.person.id), { type: 'quit' }])
      expect(await ann.client.refusal({ ...command, room: lobby }), command.type).toBe('lobby-is-open')
  })
})
