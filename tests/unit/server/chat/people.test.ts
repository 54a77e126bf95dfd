import { describe, expect } from 'vitest'
import { lobby } from '#protocol'
import { openPeople, stranger } from '../../../../server/chat/people'
import { barrier } from '../../../support/hooked-store'
import { it, quiet } from '../../../support/house'
import { group } from './scenes'

describe('people', () => {
  it('are found by id, those that exist', async ({ home }) => {
    const { people } = home.house.ports
    const [ann, bo] = [await home.person('ann'), await home.person('bo')]
    expect(await people.get(ann.id)).toEqual(ann)
    expect(await people.get('nobody')).toBeUndefined()
    const found = await people.many([ann.id, 'nobody', bo.id, ann.id])
    expect([...found.values()].map(({ name }) => name).sort()).toEqual(['ann', 'bo'])
    expect(await people.many([])).toEqual(new Map())
  })

  it('are read from the store once', async ({ home }) => {
    const { people } = home.house.ports
    const ann = await home.person('ann')
    let reads = 0
    home.hooks.set('accounts.getMany', (call) => {
      reads += 1
      return call()
    })
    for (let time = 0; time < 3; time += 1) await people.get(ann.id)
    expect(reads).toBe(1)
  })

  it('who were sought before they existed are found later', async ({ home }) => {
    const { people, store } = home.house.ports
    expect(await people.get('late')).toBeUndefined()
    await store.accounts.create({ id: 'late', name: 'Late', avatar: '', created: 1 }, { kind: 'guest' })
    expect(await people.get('late')).toEqual({ id: 'late', name: 'Late', avatar: '' })
  })

  it('without an account have no name', () => {
    expect(stranger('x')).toEqual({ id: 'x', name: '', avatar: '' })
  })
})

describe('a change of name or picture', () => {
  it('is known at once, to every server', async ({ home }) => {
    const { people, store, state } = home.house.ports
    const elsewhere = await openPeople(store, state.bus)
    const ann = await home.person('ann')
    expect(await elsewhere.get(ann.id)).toEqual(ann)
    const anna = { ...ann, name: 'Anna' }
    expect(await people.change(ann.id, { name: 'Anna' })).toEqual(anna)
    expect(await people.get(ann.id)).toEqual(anna)
    await quiet()
    expect(await elsewhere.get(ann.id)).toEqual(anna)
    expect(await people.change(ann.id, { avatar: 'a.png' })).toEqual({ ...anna, avatar: 'a.png' })
    elsewhere.close()
  })

  it('of nobody changes nothing', async ({ home }) => {
    expect(await home.house.ports.people.change('nobody', { name: 'x' })).toBeUndefined()
  })

  it('stands on what the person is just saying', async ({ home }) => {
    const [ann, bo] = [await home.visitor('group', 'ann'), await home.visitor('group', 'bo')]
    for (const one of [ann, bo]) await one.enter(lobby)
    const gate = barrier()
    home.hooks.set('messages.append', gate.before)
    const saying = ann.say(lobby, 'hello')
    await gate.reached
    await home.house.ports.people.change(ann.person.id, { name: 'Anna' })
    gate.open()
    await saying
    expect((await bo.next('said')).from.name).toBe('Anna')
  })

  it('is known to who comes in while it is made', async ({ home }) => {
    const before = await home.person('ann')
    await home.house.ports.people.change(before.id, { name: 'Anna' })
    const ann = await home.visitor('group', before)
    expect(ann.person.name).toBe('Anna')
  })

  it('is told to those who share a room, and shows on what was said', async ({ home }) => {
    const { room, people: all } = await group(home, 'ann', 'bo', 'cy')
    const [ann, bo, cy] = all
    await ann.enter(room)
    await bo.enter(room)
    await ann.say(room, 'hello')
    const apart = await home.visitor('group', 'dee')
    const person = await home.house.ports.people.change(ann.person.id, { name: 'Anna' })
    for (const one of [ann, bo, cy]) expect(await one.next('profile')).toEqual({ type: 'profile', person })
    expect(apart.all('profile')).toEqual([])

    expect((await cy.enter(room)).messages[0]?.from).toEqual(person)
    await ann.say(room, 'again')
    expect((await bo.next('said', ({ body }) => body === 'again')).from).toEqual(person)
  })
})
