import { describe, expect } from 'vitest'
import { mend } from '../../../../server/chat/mend'
import { it, quiet } from '../../../support/house'

/** What another node does, whose news are lost. */
describe('a node that has missed news', () => {
  it('brings the messages', async ({ home }) => {
    const ann = await home.visitor('group', 'ann')
    await ann.enter('lobby')
    const draft = { id: 'x', from: ann.person.id, kind: 'text', body: 'lost', time: 1 } as const
    await home.house.ports.store.messages.append('lobby', [draft])
    await mend(home.house)
    await ann.next('said', ({ body }) => body === 'lost')
  })

  it('puts out who is no member any more, tells them, and says so to who is there', async ({ home }) => {
    const [ann, bo] = [await home.visitor('group', 'ann'), await home.visitor('group', 'bo')]
    const { room } = await ann.ask('room', { type: 'create', id: 'c', name: 'Tea house' })
    await bo.ask('room', { type: 'join', code: room.code ?? '' })
    for (const visitor of [ann, bo]) await visitor.enter(room.id)
    await home.house.ports.store.rooms.quit(room.id, bo.person.id)
    await mend(home.house)
    expect(bo.all('gone')).toEqual([{ type: 'gone', room: room.id, reason: 'removed' }])
    expect([bo.entered.has(room.id), bo.watched.has(room.id)]).toEqual([false, false])
    await ann.say(room.id, 'without you')
    await quiet()
    expect(bo.heard).not.toContain('without you')
    expect(ann.entered.has(room.id)).toBe(true)
  })

  it('watches the rooms that somebody has joined elsewhere', async ({ home }) => {
    const [ann, bo] = [await home.visitor('group', 'ann'), await home.visitor('group', 'bo')]
    const { room } = await ann.ask('room', { type: 'create', id: 'c', name: 'Tea house' })
    await home.house.ports.store.rooms.join(room.id, bo.person.id, 1, 10)
    await mend(home.house)
    await ann.enter(room.id)
    await ann.say(room.id, 'welcome')
    await bo.next('news', ({ last }) => last.body === 'welcome')
  })

  it('brings invitations, and none twice', async ({ home }) => {
    const [ann, bo] = [await home.visitor('direct', 'ann'), await home.visitor('direct', 'bo')]
    const link = { from: ann.person.id, to: bo.person.id, note: '', time: 1, state: 'waiting' } as const
    await home.house.ports.store.links.ask({ id: 'l1', ...link })
    for (let times = 0; times < 2; times += 1) await mend(home.house)
    expect(bo.all('linked').map((frame) => frame.link)).toEqual(['l1'])
  })

  it('shows people under the names that they have by now', async ({ home }) => {
    const ann = await home.visitor('group', 'ann')
    const { ports } = home.house
    await ports.people.get(ann.person.id)
    await ports.store.accounts.update(ann.person.id, { name: 'Anna' })
    expect((await ports.people.get(ann.person.id))?.name).toBe('ann')
    await mend(home.house)
    expect((await ports.people.get(ann.person.id))?.name).toBe('Anna')
    expect(ann.person.name).toBe('Anna')
  })

  it('rejects while the store cannot be read, so that it is tried again', async ({ home }) => {
    const ann = await home.visitor('group', 'ann')
    await ann.enter('lobby')
    home.hooks.set('rooms.of', () => Promise.reject(new Error('gone')))
    await expect(mend(home.house)).rejects.toThrow('gone')
  })
})
