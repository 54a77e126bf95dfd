import { describe, expect } from 'vitest'
import { limits } from '#protocol'
import { it } from '../../../../support/chat'
import { group, people } from '../scenes'

describe('the members of a room', () => {
  it('are told with their roles and whether they are there, in the order they joined', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'ann', 'bo', 'cy')
    const [ann, bo, cy] = all
    await bo.enter(room)
    expect(await cy.ask('members', { type: 'members', room })).toEqual({
      type: 'members',
      room,
      members: [
        { person: ann.person, role: 'owner', online: false },
        { person: bo.person, role: 'member', online: true },
        { person: cy.person, role: 'member', online: false },
      ],
      more: false,
    })
  })

  it('come page by page, each once', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'a', 'b', 'c', 'd', 'e')
    const names: string[] = []
    const page = async (after?: string) => {
      const from = after === undefined ? {} : { after }
      const { members, more } = await all[0].ask('members', { type: 'members', room, limit: 2, ...from })
      names.push(...members.map(({ person }) => person.name))
      expect(more).toBe(names.length < all.length)
      return members.at(-1)?.person.id
    }
    await page(await page(await page()))
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('who are there now come in the order of their ids, page by page', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'a', 'b', 'c', 'd')
    const there = all.slice(0, 3)
    for (const one of there) await one.enter(room)
    const ids = there.map(({ person }) => person.id).sort()
    const ask = (more: object) =>
      all[3].ask('members', { type: 'members', room, online: true, limit: 2, ...more })
    const first = await ask({})
    expect([first.members.map(({ person }) => person.id), first.more]).toEqual([ids.slice(0, 2), true])
    const second = await ask({ after: ids[1] })
    expect([second.members.map(({ person }) => person.id), second.more]).toEqual([ids.slice(2), false])
    expect(first.members.every(({ online }) => online)).toBe(true)
  })

  it('who are there are all told, though somebody is there who is no member any more', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'a', 'b', 'c')
    for (const one of all) await one.enter(room)
    const ids = all.map(({ person }) => person.id).sort()
    // As of a server that was cut off: by their ids before all others, and after the first.
    for (const stranger of ['!', '"', `${ids[0]}-`])
      await chat.context.ports.state.presence.join(room, stranger, 'a connection')
    const ask = (more: object) =>
      all[0].ask('members', { type: 'members', room, online: true, limit: 2, ...more })
    const first = await ask({})
    expect([first.members.map(({ person }) => person.id), first.more]).toEqual([ids.slice(0, 2), true])
    const second = await ask({ after: ids[1] })
    expect([second.members.map(({ person }) => person.id), second.more]).toEqual([ids.slice(2), false])
  })

  it('of a full group are found by name, in the order they joined, page by page', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'ann')
    const { accounts, rooms } = chat.context.ports.store
    const people = Array.from({ length: limits.membersPerRoom - 1 }, (_, n) => ({
      ...{ id: `p${String(n).padStart(4, '0')}`, name: n % 100 === 99 ? `张${n}` : `李${n}` },
      ...{ avatar: '', created: 1 },
    }))
    await Promise.all(people.map((account) => accounts.create(account, { kind: 'guest' })))
    for (const { id } of people) await rooms.join(room, id, 9_000, limits.membersPerRoom)
    const page = (more: object) =>
      all[0].ask('members', { type: 'members', room, name: 'zh', limit: 10, ...more })
    const first = await page({})
    const second = await page({ after: first.members.at(-1)?.person.id })
    expect([first.members.length, first.more, second.members.length, second.more]).toEqual([
      10,
      true,
      9,
      false,
    ])
    const numbers = [...first.members, ...second.members].map(({ person }) => Number(person.name.slice(1)))
    expect(numbers).toEqual(Array.from({ length: 19 }, (_, n) => 100 * n + 99))
  })

  it('who took another name are found by that one', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'ann', 'bo')
    const named = async (name: string) =>
      (await all[0].ask('members', { type: 'members', room, name })).members.map(({ person }) => person.name)
    expect(await named('bo')).toEqual(['bo'])
    await chat.context.ports.people.change(all[1].person.id, { name: '王波' })
    expect([await named('bo'), await named('wb')]).toEqual([[], ['王波']])
  })

  it('are not told to others', async ({ chat }) => {
    const { room } = await group(chat, 'ann')
    const [cy] = await people(chat, 'group', 'cy')
    expect(await cy.refusal({ type: 'members', room })).toBe('unknown-room')
    expect(await cy.refusal({ type: 'members', room: 'nowhere' })).toBe('unknown-room')
  })
})
