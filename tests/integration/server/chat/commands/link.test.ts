import { describe, expect } from 'vitest'
import { limits } from '#protocol'
import { it, quiet, type TestChat } from '../../../../support/chat'
import type { TestClient } from '../../../../support/test-client'
import { forget, pair, people } from '../scenes'

const ask = (from: TestClient, to: TestClient, id = 'l') =>
  from.ask('asked', { type: 'link', id, to: to.person.id })
const refusal = (from: TestClient, to: TestClient) =>
  from.refusal({ type: 'link', id: 'l2', to: to.person.id })

describe('an invitation', () => {
  it('is answered, and reaches every device of the other one', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const desk = await chat.client('direct', bo.person)
    const frame = { type: 'link', id: 'l', to: bo.person.id, note: ' A word? ' } as const
    const asked = await ann.ask('asked', frame)
    const time = chat.clock.now()
    expect(asked).toEqual({ type: 'asked', link: asked.link, to: bo.person, note: 'A word?', time })
    const linked = { type: 'linked', link: asked.link, from: ann.person, note: 'A word?', time }
    for (const one of [bo, desk]) expect(await one.next('linked')).toEqual(linked)
  })

  it('is known to one’s other devices', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const desk = await chat.client('direct', ann.person)
    const asked = await ann.ask('asked', { type: 'link', id: 'l', to: bo.person.id })
    expect(await desk.next('asked')).toEqual(asked)
    await quiet()
    expect(ann.received).toEqual([])
  })

  it('waits for somebody who is away: all that wait, the oldest first', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const cy = await chat.person('cy')
    for (const one of [ann, bo]) {
      chat.clock.pass(1)
      await one.ask('asked', { type: 'link', id: 'l', to: cy.id })
    }
    const onGroup = await chat.client('group', cy)
    const onDirect = await chat.client('direct', cy)
    expect(onDirect.all('linked').map(({ from }) => from.name)).toEqual(['ann', 'bo'])
    expect(onGroup.all('linked')).toEqual([])
  })

  it('finds the other one however the id is typed', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const to = bo.person.id.toUpperCase()
    expect(await ann.ask('asked', { type: 'link', id: 'l', to })).toMatchObject({ to: bo.person })
  })
})

describe('a second invitation', () => {
  it('while the first one waits is the first one, and disturbs nobody', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const first = await ask(ann, bo)
    chat.clock.pass(1_000)
    expect(await ask(ann, bo, 'another')).toEqual(first)
    await quiet()
    expect(bo.all('linked')).toHaveLength(1)
  })

  it('is possible after the first was withdrawn, and a day after it was declined', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    await ann.ask('unlinked', { type: 'unlink', link: (await ask(ann, bo)).link })
    await bo.ask('declined', { type: 'decline', link: (await ask(ann, bo)).link })
    chat.clock.pass(limits.declinedPauseMs - 1)
    expect(await refusal(ann, bo)).toBe('declined-recently')
    chat.clock.pass(1)
    await ask(ann, bo)
    await quiet()
    expect(bo.all('linked')).toHaveLength(3)
  })

  it('is possible the other way at once to the one who declined', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    await bo.ask('declined', { type: 'decline', link: (await ask(ann, bo)).link })
    expect(await ask(bo, ann)).toMatchObject({ to: ann.person })
  })
})

describe('two who want the same', () => {
  /** Both have one room together, nothing waits between them, and both know it. */
  async function expectPair(chat: TestChat, ann: TestClient, bo: TestClient, room: string) {
    const { links, rooms } = chat.context.ports.store
    expect(await links.roomOf(ann.person.id, bo.person.id)).toBe(room)
    expect(await rooms.countMembers(room)).toBe(2)
    expect([await links.waitingFor(ann.person.id), await links.waitingFor(bo.person.id)]).toEqual([[], []])
    for (const one of [ann, bo]) expect(await one.enter(room)).toMatchObject({ room })
  }

  it('are connected when the second one asks instead of answering', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const { link } = await ask(ann, bo)
    const connected = await bo.ask('connected', { type: 'link', id: 'x', to: ann.person.id })
    expect(connected).toMatchObject({ link, peer: ann.person })
    expect(await ann.next('connected')).toEqual({ ...connected, peer: bo.person })
    await expectPair(chat, ann, bo, connected.room)
  })

  it('are connected when they ask in the same moment', async ({ chat }) => {
    for (let round = 0; round < 5; round += 1) {
      const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
      await Promise.all([
        ann.perform({ type: 'link', id: 'x', to: bo.person.id }),
        bo.perform({ type: 'link', id: 'y', to: ann.person.id }),
      ])
      await quiet()
      const { links } = chat.context.ports.store
      await expectPair(chat, ann, bo, (await links.roomOf(ann.person.id, bo.person.id)) ?? 'none')
    }
  })

  it('get the room they have when they ask again', async ({ chat }) => {
    const { ann, bo, room, link } = await pair(chat)
    for (const [one, other] of [
      [ann, bo],
      [bo, ann],
    ] as const) {
      const again = await one.ask('connected', { type: 'link', id: 'again', to: other.person.id })
      expect(again).toEqual({ type: 'connected', link, room, peer: other.person })
    }
  })

  it('get their room by the next try when its making was cut short', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const { link } = await ask(ann, bo)
    for (const step of ['links.pair', 'rooms.create'] as const) {
      chat.hooks.set(step, () => Promise.reject(new Error('killed')))
      await expect(bo.perform({ type: 'connect', link })).rejects.toThrow('killed')
      chat.hooks.clear()
    }
    const { room } = await ann.ask('connected', { type: 'link', id: 'again', to: bo.person.id })
    expect((await bo.ask('connected', { type: 'connect', link })).room).toBe(room)
    await expectPair(chat, ann, bo, room)
  })
})

describe('an invitation is refused', () => {
  it('to oneself, and to nobody', async ({ chat }) => {
    const [ann] = await people(chat, 'direct', 'ann')
    const to = (id: string) => ann.refusal({ type: 'link', id: 'l', to: id })
    expect(await to(ann.person.id)).toBe('yourself')
    expect(await to(ann.person.id.toUpperCase())).toBe('yourself')
    expect(await to('nobody')).toBe('unknown-person')
  })

  it('to somebody whom one has blocked', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    await ann.ask('blocked', { type: 'block', person: bo.person.id })
    expect(await refusal(ann, bo)).toBe('blocked')
    await ann.ask('blocked', { type: 'unblock', person: bo.person.id })
    await ask(ann, bo)
  })

  it('while fifty others wait', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    let link = ''
    for (let n = 0; n < limits.waitingInvitations; n += 1) {
      chat.clock.pass(2_000)
      const { id } = await chat.person(`p${n}`)
      link = (await ann.ask('asked', { type: 'link', id: `l${n}`, to: id })).link
    }
    chat.clock.pass(4_000)
    expect(await refusal(ann, bo)).toBe('too-many-invitations')
    await ann.ask('unlinked', { type: 'unlink', link })
    await ask(ann, bo)
  })

  it('to somebody for whom five hundred wait already', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    const { links } = chat.context.ports.store
    const waiting = { to: bo.person.id, note: '', time: chat.clock.now(), state: 'waiting' } as const
    for (let n = 0; n < limits.receivedInvitations; n += 1)
      await links.ask({ ...waiting, id: `l${n}`, from: `stranger${n}` })
    expect(await refusal(ann, bo)).toBe('not-accepting')
    await links.settle('l0', 'declined', chat.clock.now())
    await ask(ann, bo)
  })

  it('after twenty at once, until some time has passed', async ({ chat }) => {
    const [ann, bo] = await people(chat, 'direct', 'ann', 'bo')
    for (let n = 0; n < 20; n += 1) await ann.refusal({ type: 'link', id: `l${n}`, to: 'nobody' })
    const late = await ann.perform({ type: 'link', id: 'l', to: bo.person.id })
    expect(late).toEqual({ refused: 'too-fast', retryAfter: 2_000 })
    await forget(bo)
    chat.clock.pass(2_000)
    await ask(ann, bo)
  })
})
