import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { allUsers } from '../../../../server/chat/online'
import { it, quiet } from '../../../support/chat'
import { barrier } from '../../../support/hooked-store'
import { soon } from '../../../support/soon'
import { forget, fullGroup, group, pair } from './scenes'

// The store answers from a thread: only the long waits are put under the test's control.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('a contact', () => {
  it('is shown to come online with the first connection, on either port', async ({ chat }) => {
    const { ann, bo } = await pair(chat)
    await bo.vanish()
    await vi.advanceTimersByTimeAsync(5_000)
    await vi.waitUntil(() => ann.all('contact').length > 0, soon)
    await forget(ann)
    await chat.client('group', bo.person)
    await chat.client('direct', bo.person)
    await quiet()
    expect(ann.all('contact')).toEqual([{ type: 'contact', person: bo.person, online: true }])
  })

  it('is shown to go when they have been without a connection for five seconds', async ({ chat }) => {
    const { ann, bo } = await pair(chat)
    await bo.vanish()
    await vi.advanceTimersByTimeAsync(4_999)
    await quiet()
    expect(ann.all('contact')).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(await ann.next('contact')).toEqual({ type: 'contact', person: bo.person, online: false })
  })

  it('is not shown to go when they are back within that time', async ({ chat }) => {
    const { ann, bo } = await pair(chat)
    await bo.vanish()
    await vi.advanceTimersByTimeAsync(3_000)
    await chat.client('direct', bo.person)
    await forget(ann)
    await vi.advanceTimersByTimeAsync(5_000)
    await chat.context.ports.store.check()
    await quiet()
    expect(ann.all('contact')).toEqual([])
  })

  it('is shown neither to whom they have blocked nor to who has blocked them', async ({ chat }) => {
    const { ann, bo } = await pair(chat)
    await bo.ask('blocked', { type: 'block', person: ann.person.id })
    await forget(ann, bo)
    for (const one of [bo, ann]) await one.vanish()
    await vi.advanceTimersByTimeAsync(5_000)
    const annAgain = await chat.client('direct', ann.person)
    const boAgain = await chat.client('direct', bo.person)
    await annAgain.vanish()
    await vi.advanceTimersByTimeAsync(5_000)
    const told = [ann, annAgain, bo, boAgain].flatMap((one) => one.all('contact'))
    expect(told).toEqual([])
  })

  it('is shown to nobody but contacts', async ({ chat }) => {
    const { people } = await group(chat, 'ann', 'bo')
    await chat.client('direct', people[1].person)
    await quiet()
    expect(people[0].received).toEqual([])
  })
})

describe('a member who is elsewhere', () => {
  it('hears that there is something new: at once, then once a second, the newest', async ({ chat }) => {
    const { room, people } = await group(chat, 'ann', 'bo')
    const [ann, bo] = people
    await ann.enter(room)
    for (const body of ['a', 'b', 'c']) await ann.say(room, body)
    await quiet()
    const heard = () => bo.all('news').map(({ last }) => last.body)
    expect(heard()).toEqual(['a'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(heard()).toEqual(['a', 'c'])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(heard()).toEqual(['a', 'c'])
  })

  it('hears of rooms of the other port on that port only', async ({ chat }) => {
    const { ann, bo, room } = await pair(chat)
    const onGroup = await chat.client('group', bo.person)
    const onDirect = await chat.client('direct', bo.person)
    await ann.say(room, 'hello')
    await quiet()
    expect([onGroup.all('news').length, onDirect.all('news').length]).toEqual([0, 1])
  })

  it('hears no news of a room in which they are', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    await people[0].say(room, 'hello')
    await quiet()
    expect([people[1].all('news'), people[1].heard]).toEqual([[], ['hello']])
  })

  it('hears nothing of a room from which they were removed while they connected', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann', 'bo')
    const [ann, bo] = people
    const gate = barrier()
    chat.hooks.set('rooms.of', gate.after)
    const arriving = chat.client('group', bo.person)
    await gate.reached
    chat.hooks.clear()
    await ann.ask('member', { type: 'remove', room, person: bo.person.id })
    await quiet()
    gate.open()
    const desk = await arriving
    await ann.say(room, 'without him')
    await quiet()
    expect([desk.all('news'), desk.watched.size]).toEqual([[], 0])
  })
})

describe('a connection that is gone', () => {
  it('stands nowhere any more', async ({ chat }) => {
    const { room, people } = await fullGroup(chat, 'ann')
    const [ann] = people
    await ann.vanish()
    const { presence } = chat.context.ports.state
    expect([await presence.count(room), await presence.count(allUsers)]).toEqual([0, 0])
    expect([chat.context.userConnections.of(ann.person.id).size, chat.context.hubs.get(room)]).toEqual([
      0,
      undefined,
    ])
  })

  it('before it had arrived stands nowhere either', async ({ chat }) => {
    const { room, people } = await group(chat, 'ann')
    const desk = await chat.client('group', people[0].person)
    await people[0].vanish()
    await desk.vanish()
    await chat.context.watch(desk, room)
    expect([desk.watched.size, chat.context.hubs.get(room)]).toEqual([0, undefined])
  })
})
