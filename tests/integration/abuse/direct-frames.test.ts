import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientFrames, type FrameTypeOn } from '#protocol'
import type { Sendable } from '../../conformance/client'
import { openTestGateway, type TestGateway } from '../../support/gateway'
import { attempt, type Outcome } from './attempt'
import { type DirectScene, type DirectWho, directScene } from './direct-scene'
import { secret } from './group-scene'

type Type = FrameTypeOn<'direct'>
type Row = [stranger: Outcome, blockedStranger: Outcome, peer: Outcome, blockedPeer: Outcome]

const columns: DirectWho[] = ['stranger', 'blocked stranger', 'peer', 'blocked peer']

/** What comes of each frame on a talk of two and its invitations, by who sends it. A frame without a row does not compile. */
const rows: Record<Type, Row> = {
  heartbeat: ['heartbeat', 'heartbeat', 'heartbeat', 'heartbeat'],
  enter: ['unknown-room', 'unknown-room', 'entered', 'entered'],
  leave: ['not-entered', 'not-entered', 'left', 'left'],
  say: ['not-entered', 'not-entered', 'accepted', 'accepted'],
  recall: ['not-entered', 'not-entered', 'not-yours', 'not-yours'],
  forward: ['unknown-room', 'unknown-room', 'sent', 'sent'],
  send: ['unknown-room', 'unknown-room', 'sent', 'sent'],
  edit: ['not-entered', 'not-entered', 'not-yours', 'not-yours'],
  react: ['not-entered', 'not-entered', 'accepted', 'accepted'],
  pin: ['not-entered', 'not-entered', 'accepted', 'accepted'],
  history: ['unknown-room', 'unknown-room', 'page', 'page'],
  reactors: ['unknown-room', 'unknown-room', 'reactors', 'reactors'],
  read: ['unknown-room', 'unknown-room', 'read', 'read'],
  unread: ['unknown-room', 'unknown-room', 'unread', 'unread'],
  readers: ['unknown-room', 'unknown-room', 'not-yours', 'not-yours'],
  hide: ['unknown-room', 'unknown-room', 'hidden', 'hidden'],
  typing: ['not-entered', 'not-entered', 'nothing', 'nothing'],
  members: ['unknown-room', 'unknown-room', 'members', 'members'],
  link: ['asked', 'asked', 'connected', 'connected'],
  connect: ['unknown-invitation', 'unknown-invitation', 'unknown-invitation', 'unknown-invitation'],
  decline: ['unknown-invitation', 'unknown-invitation', 'unknown-invitation', 'unknown-invitation'],
  unlink: ['unknown-invitation', 'unknown-invitation', 'unknown-invitation', 'unknown-invitation'],
  block: ['blocked', 'blocked', 'blocked', 'blocked'],
  unblock: ['blocked', 'blocked', 'blocked', 'blocked'],
  call: ['not-a-contact', 'not-a-contact', 'accepted', 'accepted'],
  answer: ['unknown-call', 'unknown-call', 'unknown-call', 'unknown-call'],
  hangup: ['unknown-call', 'unknown-call', 'unknown-call', 'unknown-call'],
  signal: ['unknown-call', 'unknown-call', 'unknown-call', 'unknown-call'],
  share: ['unknown-call', 'unknown-call', 'unknown-call', 'unknown-call'],
}

/** A frame of each type that would be good, if only the sender were allowed it. */
const frames: { [T in Type]: (scene: DirectScene) => Sendable } = {
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
  link: ({ ann }) => ({ type: 'link', to: ann.id }),
  connect: ({ link }) => ({ type: 'connect', link }),
  decline: ({ link }) => ({ type: 'decline', link }),
  unlink: ({ link }) => ({ type: 'unlink', link }),
  block: ({ ann }) => ({ type: 'block', person: ann.id }),
  unblock: ({ ann }) => ({ type: 'unblock', person: ann.id }),
  call: ({ ann }) => ({ type: 'call', to: ann.id, media: 'voice' }),
  answer: ({ call }) => ({ type: 'answer', call, with: 'accept' }),
  hangup: ({ call }) => ({ type: 'hangup', call }),
  signal: ({ call }) => ({ type: 'signal', call, candidates: [] }),
  share: ({ call }) => ({ type: 'share', call, muted: true, camera: false, screen: false }),
}

const types = Object.keys(clientFrames.direct) as Type[]
const cases = types.flatMap((type) =>
  columns.map((who, at) => [type, who, rows[type]?.[at] ?? 'no row'] as const),
)

let ports: TestGateway
beforeAll(async () => {
  ports = await openTestGateway()
})
afterAll(() => ports.close())

it('there is a row for every frame of the direct port, and for no other', () => {
  expect(Object.keys(rows).sort()).toEqual([...types].sort())
})

describe('a frame of the direct port', () => {
  it.each(cases)('%s from a %s comes to: %s', async (type, who, outcome) => {
    const scene = await directScene(ports, who)
    expect(await attempt(scene.client, frames[type](scene))).toBe(outcome)
  })
})

describe.each(['stranger', 'blocked stranger'] as const)('a %s', (who) => {
  it.each(types)('learns nothing and changes nothing by %s', async (type) => {
    const scene = await directScene(ports, who)
    await attempt(scene.client, frames[type](scene))
    const { tops } = await scene.client.ask('heartbeat', { type: 'heartbeat' })

    expect(tops).toEqual({})
    expect(JSON.stringify(scene.client.received)).not.toContain(secret)
    const { messages } = await scene.ann.client.ask('page', { type: 'history', room: scene.room })
    expect(messages.map(({ body }) => body)).toEqual([secret])
    // The invitation of somebody else waits for ann as before.
    const { link } = scene
    expect(await scene.ann.client.ask('connected', { type: 'connect', link })).toMatchObject({ link })
  })
})

it('who is blocked reaches the other one by no frame that is meant for them', async () => {
  for (const type of ['say', 'typing', 'link', 'call'] as const) {
    const { ann, client, ...scene } = await directScene(ports, 'blocked peer')
    await attempt(client, frames[type]({ ...scene, ann, client }))
    await client.ask('heartbeat', { type: 'heartbeat' })
    const told = await ann.client.leftover('said', 'typing', 'linked', 'ringing')
    // Cat's invitation came before, and what is withheld says nothing.
    const news = told.filter((frame) => frame.type !== 'linked' || frame.link !== scene.link)
    expect(news.filter((frame) => frame.type !== 'said' || frame.kind !== 'withheld')).toEqual([])
  }
})

it('who is blocked cannot lift it', async () => {
  const scene = await directScene(ports, 'blocked peer')
  expect(await attempt(scene.client, frames.unblock(scene))).toBe('blocked')
  expect(await attempt(scene.client, frames.say(scene))).toBe('accepted')
  expect(await scene.ann.client.next('said')).toMatchObject({ kind: 'withheld', body: '' })
})
