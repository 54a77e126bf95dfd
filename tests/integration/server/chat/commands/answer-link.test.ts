import { describe, expect } from 'vitest'
import { it, quiet, type TestChat } from '../../../../support/chat'
import { forget, people } from '../scenes'

/** Ann has asked Bo, and both have a second device. */
async function invitation(chat: TestChat) {
  const [ann, bo, cy] = await people(chat, 'direct', 'ann', 'bo', 'cy')
  const [annsDesk, bosDesk] = [
    await chat.client('direct', ann.person),
    await chat.client('direct', bo.person),
  ]
  const { link } = await ann.ask('asked', { type: 'link', id: 'l', to: bo.person.id })
  await forget(ann, bo, annsDesk, bosDesk)
  return { ann, bo, cy, annsDesk, bosDesk, link }
}

describe('connecting', () => {
  it('gives both a room on every device, of which they hear from then on', async ({ chat }) => {
    const { ann, bo, annsDesk, bosDesk, link } = await invitation(chat)
    const connected = await bo.ask('connected', { type: 'connect', link })
    const { room } = connected
    expect(connected).toEqual({ type: 'connected', link, room, peer: ann.person })
    expect(await bosDesk.next('connected')).toEqual(connected)
    for (const one of [ann, annsDesk])
      expect(await one.next('connected')).toEqual({ ...connected, peer: bo.person })

    await ann.enter(room)
    await ann.say(room, 'hello')
    for (const one of [bo, bosDesk, annsDesk]) expect((await one.next('news')).last.body).toBe('hello')
  })

  it('twice, or on two devices at the same time, gives the same room', async ({ chat }) => {
    const { bo, bosDesk, link } = await invitation(chat)
    const answers = await Promise.all(
      [bo, bosDesk].map((one) => one.ask('connected', { type: 'connect', link })),
    )
    const again = await bo.ask('connected', { type: 'connect', link })
    expect(answers.map(({ room }) => room)).toEqual([again.room, again.room])
  })
})

describe('declining', () => {
  it('is told to every device of both', async ({ chat }) => {
    const { ann, bo, annsDesk, bosDesk, link } = await invitation(chat)
    const declined = await bo.ask('declined', { type: 'decline', link })
    expect(declined).toEqual({ type: 'declined', link, peer: ann.person })
    expect(await bosDesk.next('declined')).toEqual(declined)
    for (const one of [ann, annsDesk])
      expect(await one.next('declined')).toEqual({ type: 'declined', link, peer: bo.person })
    const later = await chat.client('direct', bo.person)
    await quiet()
    expect(later.all('linked')).toEqual([])
  })

  it('twice is fine', async ({ chat }) => {
    const { bo, link } = await invitation(chat)
    const first = await bo.ask('declined', { type: 'decline', link })
    expect(await bo.ask('declined', { type: 'decline', link })).toEqual(first)
  })
})

describe('withdrawing', () => {
  it('is told to every device of both', async ({ chat }) => {
    const { ann, bo, annsDesk, bosDesk, link } = await invitation(chat)
    const unlinked = await ann.ask('unlinked', { type: 'unlink', link })
    expect(unlinked).toEqual({ type: 'unlinked', link, peer: bo.person })
    expect(await annsDesk.next('unlinked')).toEqual(unlinked)
    for (const one of [bo, bosDesk])
      expect(await one.next('unlinked')).toEqual({ type: 'unlinked', link, peer: ann.person })
  })
})

describe('an invitation that is not waiting', () => {
  it('can be answered only in the way in which it was', async ({ chat }) => {
    const { ann, bo, link } = await invitation(chat)
    await bo.ask('declined', { type: 'decline', link })
    expect(await bo.refusal({ type: 'connect', link })).toBe('unknown-invitation')
    expect(await ann.refusal({ type: 'unlink', link })).toBe('unknown-invitation')
  })

  it('because it was withdrawn can be neither taken nor declined', async ({ chat }) => {
    const { ann, bo, link } = await invitation(chat)
    await ann.ask('unlinked', { type: 'unlink', link })
    expect(await bo.refusal({ type: 'connect', link })).toBe('unknown-invitation')
    expect(await bo.refusal({ type: 'decline', link })).toBe('unknown-invitation')
  })

  it('because it was taken can be neither declined nor withdrawn', async ({ chat }) => {
    const { ann, bo, link } = await invitation(chat)
    await bo.ask('connected', { type: 'connect', link })
    expect(await bo.refusal({ type: 'decline', link })).toBe('unknown-invitation')
    expect(await ann.refusal({ type: 'unlink', link })).toBe('unknown-invitation')
  })

  it('is settled once when it is taken and withdrawn at the same time', async ({ chat }) => {
    const { ann, bo, link } = await invitation(chat)
    const both = await Promise.all([
      bo.perform({ type: 'connect', link }),
      ann.perform({ type: 'unlink', link }),
    ])
    expect(both.filter((one) => one && 'refused' in one)).toHaveLength(1)
  })
})

it.for(['connect', 'decline', 'unlink'] as const)(
  '%s is refused to everyone whose it is not',
  async (type, { chat }) => {
    const { ann, bo, cy, link } = await invitation(chat)
    const others = type === 'unlink' ? [bo, cy] : [ann, cy]
    for (const one of others) expect(await one.refusal({ type, link })).toBe('unknown-invitation')
    expect(await cy.refusal({ type, link: 'nothing' })).toBe('unknown-invitation')
    expect(await chat.context.ports.store.links.get(link)).toMatchObject({ state: 'waiting' })
  },
)
