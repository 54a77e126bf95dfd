import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientFrames, type FrameTypeOn, type ServerFrame } from '#protocol'
import type { Sendable } from '../../conformance/client'
import { openTestGateway, type TestGateway } from '../../support/gateway'
import { attempt, type Outcome } from './attempt'
import { type GroupScene, type GroupWho, groupScene, secret } from './group-scene'

type Type = FrameTypeOn<'group'>
type Row = [stranger: Outcome, removed: Outcome, member: Outcome, owner: Outcome]

const columns: GroupWho[] = ['stranger', 'removed', 'member', 'owner']

/** What comes of each frame on a room, by who sends it. A frame without a row does not compile. */
const rows: Record<Type, Row> = {
  heartbeat: ['heartbeat', 'heartbeat', 'heartbeat', 'heartbeat'],
  enter: ['unknown-room', 'unknown-room', 'entered', 'entered'],
  leave: ['not-entered', 'not-entered', 'left', 'left'],
  say: ['not-entered', 'not-entered', 'accepted', 'accepted'],
  recall: ['not-entered', 'not-entered', 'not-yours', 'accepted'],
  forward: ['unknown-room', 'unknown-room', 'sent', 'sent'],
  send: ['unknown-room', 'unknown-room', 'sent', 'sent'],
  edit: ['not-entered', 'not-entered', 'not-yours', 'accepted'],
  react: ['not-entered', 'not-entered', 'accepted', 'accepted'],
  pin: ['not-entered', 'not-entered', 'accepted', 'accepted'],
  history: ['unknown-room', 'unknown-room', 'page', 'page'],
  reactors: ['unknown-room', 'unknown-room', 'reactors', 'reactors'],
  read: ['unknown-room', 'unknown-room', 'read', 'read'],
  unread: ['unknown-room', 'unknown-room', 'unread', 'unread'],
  readers: ['unknown-room', 'unknown-room', 'not-yours', 'readers'],
  hide: ['unknown-room', 'unknown-room', 'hidden', 'hidden'],
  typing: ['not-entered', 'not-entered', 'nothing', 'nothing'],
  members: ['unknown-room', 'unknown-room', 'members', 'members'],
  create: ['room', 'room', 'room', 'room'],
  join: ['unknown-code', 'unknown-code', 'unknown-code', 'unknown-code'],
  quit: ['unknown-room', 'unknown-room', 'gone', 'gone'],
  rename: ['unknown-room', 'unknown-room', 'not-the-owner', 'room'],
  recode: ['unknown-room', 'unknown-room', 'not-the-owner', 'room'],
  appoint: ['unknown-room', 'unknown-room', 'not-the-owner', 'member'],
  remove: ['unknown-room', 'unknown-room', 'not-the-owner', 'member'],
  barred: ['unknown-room', 'unknown-room', 'not-the-owner', 'barred'],
  allow: ['unknown-room', 'unknown-room', 'not-the-owner', 'allowed'],
  dissolve: ['unknown-room', 'unknown-room', 'not-the-owner', 'gone'],
}

/** A frame of each type that would be good, if only the sender were allowed it. */
const frames: { [T in Type]: (scene: GroupScene) => Sendable } = {
  heartbeat: () => ({ type: 'heartbeat' }),
  enter: ({ room }) => ({ type: 'enter', room }),
  leave: ({ room }) => ({ type: 'leave', room }),
  say: ({ room }) => ({ type: 'say', room, kind: 'text', body: 'let me in' }),
  recall: ({ room, seq }) => ({ type: 'recall', room, seq }),
  forward: ({ room, seq }) => ({ type: 'forward', of: [{ room, seq }], to: [{ room }] }),
  send: ({ room }) => ({ type: 'send', to: [{ room }], kind: 'text', body: 'let me in' }),
  edit: ({ room, seq }) => ({ type: 'edit', room, seq, body: 'other words' }),
  react: ({ room, seq }) => ({ type: 'react', room, seq, emoji: '👍', on: true }),
  pin: ({ room, seq }) => ({ type: 'pin', room, seq, on: true }),
  history: ({ room }) => ({ type: 'history', room }),
  reactors: ({ room, seq }) => ({ type: 'reactors', room, seq, emoji: '👍' }),
  read: ({ room, seq }) => ({ type: 'read', room, seq }),
  unread: ({ room, seq }) => ({ type: 'unread', room, seq }),
  readers: ({ room, seq }) => ({ type: 'readers', room, seq }),
  hide: ({ room, seq }) => ({ type: 'hide', room, seqs: [seq] }),
  typing: ({ room }) => ({ type: 'typing', room }),
  members: ({ room }) => ({ type: 'members', room }),
  create: () => ({ type: 'create', name: 'Mine' }),
  // Who knows a room's code may join it; nobody else.
  join: () => ({ type: 'join', code: 'NOSUCHCODE' }),
  quit: ({ room }) => ({ type: 'quit', room }),
  rename: ({ room }) => ({ type: 'rename', room, name: 'Mine' }),
  recode: ({ room }) => ({ type: 'recode', room }),
  appoint: ({ room, target }) => ({ type: 'appoint', room, person: target.id }),
  remove: ({ room, target }) => ({ type: 'remove', room, person: target.id }),
  barred: ({ room }) => ({ type: 'barred', room }),
  allow: ({ room, target }) => ({ type: 'allow', room, person: target.id }),
  dissolve: ({ room }) => ({ type: 'dissolve', room }),
}

const types = Object.keys(clientFrames.group) as Type[]
const cases = types.flatMap((type) =>
  columns.map((who, at) => [type, who, rows[type]?.[at] ?? 'no row'] as const),
)

let ports: TestGateway
beforeAll(async () => {
  ports = await openTestGateway()
})
afterAll(() => ports.close())

it('there is a row for every frame of the group port, and for no other', () => {
  expect(Object.keys(rows).sort()).toEqual([...types].sort())
})

describe('a frame of the group port', () => {
  it.each(cases)('%s from a %s comes to: %s', async (type, who, outcome) => {
    const scene = await groupScene(ports, who)
    expect(await attempt(scene.client, frames[type](scene))).toBe(outcome)
  })
})

/** Told when somebody else comes or goes, at most once a second: not what a frame caused. */
const aside = ['presence', 'heartbeat']

describe.each(['stranger', 'removed'] as const)('a %s', (who) => {
  it.each(types)('learns nothing and changes nothing by %s', async (type) => {
    const scene = await groupScene(ports, who)
    await scene.owner.ask('heartbeat', { type: 'heartbeat' })
    const before = scene.owner.received.length
    await attempt(scene.client, frames[type](scene))
    await scene.client.ask('heartbeat', { type: 'heartbeat' })

    expect(JSON.stringify(scene.client.received)).not.toContain(secret)
    const { tops } = await scene.client.ask('heartbeat', { type: 'heartbeat' })
    expect(tops).toEqual({})
    await scene.owner.ask('heartbeat', { type: 'heartbeat' })
    const told = scene.owner.received
      .slice(before)
      .filter((frame: ServerFrame) => !aside.includes(frame.type))
    expect(told).toEqual([])
    const { messages } = await scene.owner.ask('page', { type: 'history', room: scene.room })
    expect(messages.map(({ body }) => body)).toEqual([secret])
  })
})
