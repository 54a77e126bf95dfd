import { describe, expect } from 'vitest'
import { lobby } from '#protocol'
import { openPeople, stranger } from '../../../../server/chat/people'
import { it, quiet } from '../../../support/chat'
import { barrier } from '../../../support/hooked-store'
import { group } from './scenes'

describe('people', () => {
  it('are found by id, those that exist', async ({ chat }) => {
    const { people } = chat.context.ports
    const [ann, bo] = [await chat.person('ann'), await chat.person('bo')]
    expect(await people.get(ann.id)).toEqual(ann)
    expect(await people.get('nobody')).toBeUndefined()
    const found = await people.many([ann.id, 'nobody', bo.id, ann.id])
    expect([...found.values()].map(({ name }) => name).sort()).toEqual(['ann', 'bo'])
    expect(await people.many([])).toEqual(new Map())
  })

  it('are read from the store once', async ({ chat }) => {
    const { people } = chat.context.ports
    const ann = await chat.person('ann')
    let reads = 0
    chat.hooks.set('accounts.getMany', (call) => {
      reads += 1
      return call()
    })
    for (let time = 0; time < 3; time += 1) await people.get(ann.id)
    expect(reads).toBe(1)
  })

  it('who were sought before they existed are found later', async ({ chat }) => {
    const { people, store } = chat.context.ports
    expect(await people.get('late')).toBeUndefined()
    await store.accounts.create({ id: 'late', name: 'Late', avatar: '', created: 1 }, { kind: 'guest' })
    expect(await people.get('late')).toEqual({ id: 'late', name: 'Late', avatar: '' })
  })

  it('are shown without an avatar that lies at another server, which the store keeps', async ({ chat }) => {
    const { people, store } = chat.context.ports
    const avatar = 'https://elsewhere.example/a.png'
    await store.accounts.create({ id: 'old', name: 'Old', avatar, created: 1 }, { kind: 'guest' })
    expect(await people.get('old')).toEqual({ id: 'old', name: 'Old', avatar: '' })
    expect(await people.change('old', { name: 'Older' })).toEqual({ id: 'old', name: 'Older', avatar: '' })
    expect(await store.accounts.get('old')).toMatchObject({ name: 'Older', avatar })
  })

  it('without an account have no name', () => {
    expect(stranger('x')).toEqual({ id: 'x', name: '', avatar: '' })
  })
})

describe('a change of name or picture', () => {
  it('is known at once, to every server', async ({ chat }) => {
    const { people, store, state } = chat.context.ports
    const elsewhere = await openPeople(store, state.bus)
    const ann = await chat.person('ann')
    expect(await elsewhere.get(ann.id)).toEqual(ann)
    const anna = { ...ann, name: 'Anna' }
    expect(await people.change(ann.id, { name: 'Anna' })).toEqual(anna)
    expect(await people.get(ann.id)).toEqual(anna)
    await quiet()
    expect(await elsewhere.get(ann.id)).toEqual(anna)
    expect(await people.change(ann.id, { avatar: 'preset:2' })).toEqual({ ...anna, avatar: 'preset:2' })
    elsewhere.close()
  })

  it('of nobody changes nothing', async ({ chat }) => {
    expect(await chat.context.ports.people.change('nobody', { name: 'x' })).toBeUndefined()
  })

  it('stands on what the person is just saying', async ({ chat }) => {
    const [ann, bo] = [await chat.client('group', 'ann'), await chat.client('group', 'bo')]
    for (const one of [ann, bo]) await one.enter(lobby)
    const gate = barrier()
    chat.hooks.set('messages.append', gate.before)
    const saying = ann.say(lobby, 'hello')
    await gate.reached
    await chat.context.ports.people.change(ann.person.id, { name: 'Anna' })
    gate.open()
    await saying
    expect((await bo.next('said')).from.name).toBe('Anna')
  })

  it('is known to who comes in while it is made', async ({ chat }) => {
    const before = await chat.person('ann')
    await chat.context.ports.people.change(before.id, { name: 'Anna' })
    const ann = await chat.client('group', before)
    expect(ann.person.name).toBe('Anna')
  })

  it('is told to those who share a room, and shows on what was said', async ({ chat }) => {
    const { room, people: all } = await group(chat, 'ann', 'bo', 'cy')
    const [ann, bo, cy] = all
    await ann.enter(room)
    await bo.enter(room)
    await ann.say(room, 'hello')
    const apart = await chat.client('group', 'dee')
    const person = await chat.context.ports.people.change(ann.person.id, { name: 'Anna' })
    for (const one of [ann, bo, cy]) expect(await one.next('profile')).toEqual({ type: 'profile', person })
    expect(apart.all('profile')).toEqual([])

    expect((await cy.enter(room)).messages[0]?.from).toEqual(person)
    await ann.say(room, 'again')
    expect((await bo.next('said', ({ body }) => body === 'again')).from).toEqual(person)
  })
})
