import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { limits, lobby, type ServerFrameOf } from '#protocol'
import { StateUnavailable } from '../../../../../server/state/state'
import { it, quiet, type TestChat } from '../../../../support/chat'
import { soon } from '../../../../support/soon'
import type { TestClient } from '../../../../support/test-client'
import { forget, fullGroup } from '../scenes'
import { holdNames } from './scene'

// The store answers from a thread: only the long waits are put under the test's control.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A group whose members are in the room, each with a connection on the direct port as well. */
async function talkers<const Names extends readonly string[]>(chat: TestChat, ...names: Names) {
  const { room, people } = await fullGroup(chat, ...names)
  const lines: TestClient[] = []
  for (const { person } of people as readonly TestClient[]) lines.push(await chat.client('direct', person))
  return { room, people, lines: lines as unknown as { [At in keyof Names]: TestClient } }
}

async function call(client: TestClient, to: string, id = 'c'): Promise<string> {
  const accepted = await client.ask('accepted', { type: 'call', id, to, media: 'voice' })
  return accepted.call ?? ''
}

/** Time passes, for clocks and timers. */
async function pass(chat: TestChat, ms: number): Promise<void> {
  chat.clock.pass(ms)
  await vi.advanceTimersByTimeAsync(ms)
  await quiet()
}

/** The server of this client is taken for dead. */
async function takenAway(chat: TestChat, id: string, { person, id: connection }: TestClient): Promise<void> {
  const set = `call:${id}`
  await chat.context.ports.state.presence.leave(set, person.id, connection)
  expect(chat.context.calls.hearDiff({ set, joined: [], left: [person.id] })).toBe(true)
  await quiet()
}

function namesIn(frame: ServerFrameOf<'talking'> | undefined): string[] | undefined {
  return frame?.people.map(({ person, away }) => (away ? `${person.name} (away)` : person.name))
}

/** Who talks, as the client was told last. */
function talk(client: TestClient): string[] | undefined {
  return namesIn(client.all('talking').at(-1))
}

describe('the call of a group', () => {
  it('is seen last as it is, although it changes while somebody connects', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'ann', 'bo')
    const [ann, bo] = lines
    await call(ann, room)
    const id = await call(bo, room, 'd')
    const release = holdNames(chat)
    const welcome = chat.context.calls.welcome(ann)
    await quiet()
    await bo.ask('accepted', { type: 'hangup', call: id })
    release()
    await welcome
    expect(talk(ann)).toEqual(['ann'])
  })

  it('is begun and joined, and told to those in it at once and to the room once a second', async ({
    chat,
  }) => {
    const { room, people, lines } = await talkers(chat, 'ann', 'bo', 'cy')
    const id = await call(lines[0], room)
    expect(id).toMatch(new RegExp(`^${room}\\.`))
    await quiet()
    expect([talk(lines[0]), talk(lines[1]), talk(people[2])]).toEqual([['ann'], undefined, ['ann']])
    expect(await call(lines[1], room)).toBe(id)
    await quiet()
    expect([talk(lines[0]), talk(lines[1]), talk(people[2])]).toEqual([['ann', 'bo'], ['ann', 'bo'], ['ann']])
    await pass(chat, 1_000)
    expect(talk(people[2])).toEqual(['ann', 'bo'])
    expect(people[2].all('talking').at(-1)).toMatchObject({ call: id, room, media: 'voice' })
  })

  it('is shown to who comes into the room while it goes on, and not after', async ({ chat }) => {
    const { room, people, lines } = await talkers(chat, 'ann', 'bo')
    const id = await call(lines[0], room)
    await people[1].ask('left', { type: 'leave', room })
    await forget(people[1])
    expect(await people[1].enter(room)).toMatchObject({ talking: id })
    await quiet()
    expect(talk(people[1])).toEqual(['ann'])
    await lines[0].ask('accepted', { type: 'hangup', call: id })
    await people[1].ask('left', { type: 'leave', room })
    await forget(people[1])
    expect(await people[1].enter(room)).not.toHaveProperty('talking')
    await quiet()
    expect(talk(people[1])).toBeUndefined()
  })

  it('leaves a line that is nothing to read when the last one has gone', async ({ chat }) => {
    const { room, people, lines } = await talkers(chat, 'ann', 'bo')
    const id = await call(lines[0], room)
    await call(lines[1], room)
    await pass(chat, 61_000)
    for (const line of lines) await line.ask('accepted', { type: 'hangup', call: id })
    const said = await people[1].next('said')
    expect(said).toMatchObject({ kind: 'call', id: `call/${id}`, from: people[0].person })
    expect(said.body).toEqual({ media: 'voice', outcome: 'answered', seconds: 61 })
    expect(talk(lines[1])).toEqual([])
    expect(await lines[0].refusal({ type: 'hangup', call: id })).toBe('call-is-over')
    expect(await call(lines[1], room, 'again')).not.toBe(id)
  })

  it('is for members alone, and in the lobby for those who are members of it', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'ann')
    const id = await call(lines[0], room)
    const eve = await chat.client('direct', 'eve')
    const ask = { type: 'call', id: 'c', media: 'voice' } as const
    expect(await eve.refusal({ ...ask, to: room })).toBe('unknown-room')
    expect(await eve.refusal({ ...ask, to: 'nothing' })).toBe('unknown-room')
    expect(await eve.refusal({ ...ask, to: lobby })).toBe('unknown-room')
    for (const of of ['hangup', 'signal'] as const)
      expect(await eve.refusal({ type: of, call: id })).toBe('unknown-call')
    await (await chat.client('group', eve.person)).enter(lobby)
    expect(await call(eve, lobby)).toMatch(/^lobby\./)
  })

  it('is joined by one device, and by who is in no other call', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'ann', 'bo')
    const id = await call(lines[0], room)
    const tablet = await chat.client('direct', lines[0].person)
    await quiet()
    expect(talk(tablet)).toEqual(['ann'])
    const ask = { type: 'call', id: 'other', to: room, media: 'voice' } as const
    expect(await tablet.refusal(ask)).toBe('in-a-call')
    expect(await tablet.refusal({ type: 'share', call: id, muted: true, camera: false, screen: false })).toBe(
      'not-in-call',
    )
    await (await chat.client('group', lines[0].person)).enter(lobby)
    expect(await lines[0].refusal({ ...ask, to: lobby })).toBe('in-a-call')
    await lines[0].ask('accepted', { type: 'hangup', call: id })
    expect(await call(lines[0], lobby)).toMatch(/^lobby\./)
  })

  it('passes what one tells another to that one’s connection alone', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'ann', 'bo', 'cy', 'dan')
    const [ann, bo, cy, dan] = lines
    const id = await call(ann, room)
    await call(bo, room)
    await call(cy, room)
    const tablet = await chat.client('direct', bo.person)
    const offer = { type: 'signal', call: id, sdp: { type: 'offer', sdp: 'v=0' } } as const
    await ann.ask('accepted', { ...offer, to: bo.person.id })
    expect(await bo.next('signal')).toEqual({ ...offer, from: ann.person.id })
    await quiet()
    for (const one of [ann, cy, dan, tablet]) expect(one.all('signal')).toEqual([])
    for (const to of [ann, dan]) expect(await ann.refusal({ ...offer, to: to.person.id })).toBe('not-in-call')
    expect(await ann.refusal(offer)).toBe('not-in-call')
    expect(await dan.refusal({ ...offer, to: bo.person.id })).toBe('not-in-call')
    expect(await tablet.refusal({ ...offer, to: ann.person.id })).toBe('not-in-call')
  })

  it('waits half a minute for who has lost the line, and then goes on without them', async ({ chat }) => {
    const { room, people, lines } = await talkers(chat, 'ann', 'bo', 'cy')
    const [ann, bo, cy] = lines
    const id = await call(ann, room)
    await call(bo, room)
    await bo.vanish()
    await quiet()
    expect(talk(ann)).toEqual(['ann', 'bo (away)'])
    const offer = { type: 'signal', call: id, sdp: { type: 'offer', sdp: 'v=0' } } as const
    expect(await ann.refusal({ ...offer, to: bo.person.id })).toBe('not-there')
    await pass(chat, limits.callGraceMs - 1)
    expect(talk(ann)).toEqual(['ann', 'bo (away)'])
    await pass(chat, 1)
    await vi.waitFor(() => expect(talk(ann)).toEqual(['ann']), soon)
    await pass(chat, 1_000)
    expect(talk(people[2])).toEqual(['ann'])
    expect(await call(cy, room)).toBe(id)
  })

  it('waits less for who was on a server that has died, which nobody saw at once', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'ann', 'bo')
    const id = await call(lines[0], room)
    await call(lines[1], room)
    await takenAway(chat, id, lines[1])
    await quiet()
    expect(talk(lines[0])).toEqual(['ann', 'bo (away)'])
    // With the 15 s within which it is seen, that is 35 s after the death at most.
    await pass(chat, 20_000)
    await vi.waitFor(() => expect(talk(lines[0])).toEqual(['ann']), soon)
  })

  it('goes on with who was taken for lost while servers were out of touch', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'ann', 'bo')
    const id = await call(lines[0], room)
    await call(lines[1], room)
    await takenAway(chat, id, lines[1])
    expect(talk(lines[0])).toEqual(['ann', 'bo (away)'])
    chat.context.calls.hearDiff({ set: `call:${id}`, joined: [lines[1].person.id], left: [] })
    await quiet()
    expect(talk(lines[0])).toEqual(['ann', 'bo'])
    await pass(chat, limits.callGraceMs)
    expect(talk(lines[0])).toEqual(['ann', 'bo'])
  })

  it('does not count a device that was left for another', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'ann', 'bo')
    const id = await call(lines[0], room)
    const tablet = await chat.client('direct', lines[0].person)
    await tablet.ask('accepted', { type: 'signal', call: id })
    await quiet()
    const { presence } = chat.context.ports.state
    await tablet.vanish()
    expect(await presence.count(`call:${id}`)).toBe(0)
    await call(lines[0], room, 'anew')
    await lines[0].ask('accepted', { type: 'hangup', call: id })
    await quiet()
    expect(await presence.count(`call:${id}`)).toBe(0)
  })

  it('leaves no line in a room that its last member has left', async ({ chat }) => {
    const { room, people, lines } = await talkers(chat, 'ann')
    await call(lines[0], room)
    await people[0].ask('gone', { type: 'quit', room })
    await vi.waitFor(() => expect(talk(lines[0])).toEqual([]), soon)
    await quiet()
    expect(await chat.context.ports.store.messages.top(room)).toBe(0)
  })

  it('takes who has lost the line back by an empty signal, which the others hear', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'ann', 'bo')
    const [ann, bo] = lines
    const id = await call(ann, room)
    await call(bo, room)
    await bo.vanish()
    const back = await chat.client('direct', bo.person)
    await quiet()
    expect(talk(back)).toEqual(['ann', 'bo (away)'])
    await back.ask('accepted', { type: 'signal', call: id })
    expect(await ann.next('signal')).toEqual({ type: 'signal', call: id, from: bo.person.id })
    expect(talk(ann)).toEqual(['ann', 'bo'])
    await pass(chat, limits.callGraceMs)
    expect(talk(ann)).toEqual(['ann', 'bo'])
    await ann.ask('accepted', { type: 'signal', call: id, to: bo.person.id, candidates: [{ candidate: '' }] })
    expect(await back.next('signal')).toMatchObject({ candidates: [{ candidate: '' }] })
  })

  it('is over half a minute after the last line was lost, and lasted until then', async ({ chat }) => {
    const { room, people, lines } = await talkers(chat, 'ann', 'bo')
    await call(lines[0], room)
    await pass(chat, 20_000)
    await lines[0].vanish()
    await quiet()
    await pass(chat, limits.callGraceMs)
    expect(await people[1].next('said')).toMatchObject({ body: { outcome: 'answered', seconds: 20 } })
  })

  it('is answered the same when a frame comes again, by a new connection, too', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'ann', 'bo')
    const id = await call(lines[0], room)
    expect(await call(lines[0], room)).toBe(id)
    const again = await chat.client('direct', lines[0].person)
    expect(await call(again, room)).toBe(id)
    await quiet()
    expect(talk(again)).toEqual(['ann'])
    await lines[0].vanish()
    await quiet()
    expect(talk(again)).toEqual(['ann'])
  })

  it('is left by who is removed, who quits, and everybody when the group is dissolved', async ({ chat }) => {
    const { room, people, lines } = await talkers(chat, 'ann', 'bo', 'cy', 'dan')
    const [ann, bo, cy, dan] = lines
    const id = await call(ann, room)
    for (const one of [bo, cy, dan]) await call(one, room)
    await people[0].ask('member', { type: 'remove', room, person: bo.person.id })
    await vi.waitFor(() => expect(talk(ann)).toEqual(['ann', 'cy', 'dan']), soon)
    expect(talk(bo)).toEqual([])
    expect(await bo.refusal({ type: 'signal', call: id })).toBe('unknown-call')
    await people[2].ask('gone', { type: 'quit', room })
    await vi.waitFor(() => expect(talk(ann)).toEqual(['ann', 'dan']), soon)
    await people[0].ask('gone', { type: 'dissolve', room })
    await vi.waitFor(() => expect([talk(ann), talk(dan)]).toEqual([[], []]), soon)
    await quiet()
    expect(await chat.context.ports.store.messages.top(room)).toBe(0)
    expect(await dan.refusal({ type: 'hangup', call: id })).toBe('unknown-call')
  })

  it('keeps nobody from entering while it cannot be read, and is told to who enters later', async ({
    chat,
  }) => {
    const { room, people, lines } = await talkers(chat, 'ann', 'bo')
    const id = await call(lines[0], room)
    await quiet()
    for (const client of people) await client.ask('left', { type: 'leave', room })
    const read = vi.spyOn(chat.context.ports.state.records, 'get')
    read.mockImplementation(() => Promise.reject(new StateUnavailable('gone')))
    expect(await people[0].enter(room)).not.toHaveProperty('talking')
    read.mockRestore()
    expect(await people[1].enter(room)).toMatchObject({ talking: id })
  })

  it('is over and written at the end of the one server that knows of it', async ({ chat }) => {
    const { room, people, lines } = await talkers(chat, 'ann', 'bo')
    await call(lines[0], room)
    await call(lines[1], room)
    await pass(chat, 3_000)
    await chat.context.calls.finish()
    await chat.context.appender.idle()
    expect(await people[1].next('said')).toMatchObject({ body: { outcome: 'answered', seconds: 3 } })
    await quiet()
    expect([talk(lines[0]), talk(lines[1])]).toEqual([[], []])
  })

  it('has four cameras and one screen', async ({ chat }) => {
    const { room, lines } = await talkers(chat, 'a', 'b', 'c', 'd', 'e')
    const id = await call(lines[0], room)
    for (const one of lines.slice(1)) await call(one, room)
    const share = { type: 'share', call: id, muted: false, camera: false, screen: false } as const
    for (const one of lines.slice(0, 4)) await one.ask('accepted', { ...share, camera: true })
    expect(await lines[4].refusal({ ...share, camera: true })).toBe('too-many-cameras')
    await lines[4].ask('accepted', { ...share, screen: true })
    expect(await lines[0].refusal({ ...share, screen: true })).toBe('screen-taken')
    await quiet()
    const shown = lines[4].all('talking').at(-1)?.people
    expect(shown?.map(({ camera, screen }) => [camera, screen])).toEqual([
      ...[0, 1, 2, 3].map(() => [true, false]),
      [false, true],
    ])
  })

  it('is joined by many at once, by eight of them', async ({ chat }) => {
    const { room, lines } = await talkers(chat, ...'abcdefghij')
    const all = lines as unknown as TestClient[]
    const answers = await Promise.all(
      all.map((one) => one.perform({ type: 'call', id: 'c', to: room, media: 'voice' })),
    )
    const refused = answers.filter((answer) => answer && 'refused' in answer)
    expect(refused).toEqual([{ refused: 'call-full' }, { refused: 'call-full' }])
    await vi.waitFor(() => expect(talk(all[0] as TestClient)).toHaveLength(limits.voices), soon)
    const ids = answers.flatMap((answer) => (answer && 'call' in answer ? [answer.call] : []))
    expect(new Set(ids).size).toBe(1)
  })
})
