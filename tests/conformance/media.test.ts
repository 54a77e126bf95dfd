import { describe, expect } from 'vitest'
import { picture } from '../support/media-files'
import { enter, found, group } from './scenes'
import { type Guest, it, type TestServer } from './suite'

/** Uploads a picture over HTTP: the body of the message that says it. */
async function upload({ target }: TestServer, { token }: Guest, room: string, kind = 'image') {
  const form = new FormData()
  form.append('file', new Blob([Uint8Array.from(await picture())]), 'cat.png')
  const headers = { authorization: `Bearer ${token}` }
  const url = `${target.httpUrl}/api/media?${new URLSearchParams({ room, kind })}`
  const answer = await fetch(url, { method: 'POST', headers, body: form })
  expect(answer.status).toBe(200)
  return (await answer.json()) as { media: string; width?: number; height?: number; size: number }
}

/** The status of a file for a member of the room. */
async function see({ target }: TestServer, { token }: Guest, room: string, media: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  const pass = await fetch(`${target.httpUrl}/api/rooms/${room}/pass`, { headers })
  const { pass: text = '' } = (await pass.json()) as { pass?: string }
  const answer = await fetch(`${target.httpUrl}/media/${media}?${new URLSearchParams({ pass: text })}`)
  await answer.arrayBuffer()
  return answer.status
}

describe('A picture', () => {
  it('is uploaded, said, and seen by members alone', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const body = await upload(server, ann, room)
    expect(await see(server, bo, room, body.media)).toBe(404)
    await ann.client.ask('accepted', { type: 'say', room, kind: 'image', body })
    expect(await bo.client.next('said')).toMatchObject({ kind: 'image', body })
    expect(await see(server, bo, room, body.media)).toBe(200)
    const cy = await server.guest('cy')
    expect(await see(server, cy, room, body.media)).toBe(403)
  })

  it('that is said stands in the history with its size', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const body = await upload(server, ann, room)
    await ann.client.ask('accepted', { type: 'say', room, kind: 'image', body })
    const { messages } = await ann.client.ask('page', { type: 'history', room })
    expect(messages.at(-1)?.body).toEqual(body)
    expect(body).toMatchObject({ width: 60, height: 40 })
  })

  it('is gone for everyone once it is recalled', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const body = await upload(server, ann, room)
    const { seq } = await ann.client.ask('accepted', { type: 'say', room, kind: 'image', body })
    await ann.client.ask('accepted', { type: 'recall', room, seq })
    expect(await see(server, bo, room, body.media)).toBe(404)
    expect(await see(server, ann, room, body.media)).toBe(404)
  })

  it('of somebody else, or of another room, is refused', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const [{ room: other }] = await group(server, 'cy')
    const body = await upload(server, ann, room)
    const said = { type: 'say', kind: 'image', body }
    expect(await bo.client.refusal({ ...said, room })).toBe('unknown-media')
    await enter(ann.client, 'lobby')
    expect(await ann.client.refusal({ ...said, room: 'lobby' })).toBe('unknown-media')
    expect(await ann.client.refusal({ ...said, room: other })).toBe('not-entered')
  })

  it('keeps its place before what is said behind it in one go', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const body = await upload(server, ann, room)
    ann.client.send({ type: 'say', id: 'p1', room, kind: 'image', body })
    ann.client.send({ type: 'say', id: 't1', room, kind: 'text', body: 'That is it.' })
    expect([(await bo.client.next('said')).kind, (await bo.client.next('said')).kind]).toEqual([
      'image',
      'text',
    ])
  })
})

describe('A body', () => {
  it('that is not as its kind has it is refused by name', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const say = (kind: string, body: unknown) =>
      ann.client.refusal({ type: 'say', id: 'm1', room, kind, body })
    expect(await say('emoji', 'hello')).toBe('bad-body')
    expect(await say('image', { media: 'x', type: 'image/svg+xml', size: 1, width: 1, height: 1 })).toBe(
      'bad-body',
    )
    expect(await say('file', { media: 'x', name: '../x', size: 1 })).toBe('bad-body')
    expect(await say('image', 'hello')).toBe('bad-body')
    expect(await say('text', { seq: 1 })).toBe('bad-body')
    expect(await say('sticker', 'hello')).toBe('unknown-kind')
  })

  it('of an emoji is said as it is', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await ann.client.ask('accepted', { type: 'say', room, kind: 'emoji', body: '👨‍👩‍👧‍👦' })
    expect(await bo.client.next('said')).toMatchObject({ kind: 'emoji', body: '👨‍👩‍👧‍👦' })
  })
})

describe('A picture that is forwarded', () => {
  it('is seen in its new room by its members, and stays when the first one is taken back', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const body = await upload(server, ann, room)
    const { seq } = await ann.client.ask('accepted', { type: 'say', room, kind: 'image', body })
    const cy = await server.connect('group', 'cy')
    const there = await found(bo.client, 'Elsewhere')
    await cy.client.ask('room', { type: 'join', code: there.code })
    const frame = { type: 'forward', id: 'f1', of: [{ room, seq }], to: [{ room: there.room }] }
    const first = await bo.client.ask('sent', frame)
    expect(await bo.client.ask('sent', frame)).toEqual(first)

    const { messages } = await cy.client.ask('page', { type: 'history', room: there.room })
    const shown = messages[0]?.body as typeof body
    expect(shown).toEqual({ ...body, media: expect.any(String) })
    expect(shown.media).not.toBe(body.media)
    expect(await see(server, cy, there.room, shown.media)).toBe(200)
    expect(await see(server, cy, there.room, `${shown.media}.thumb`)).toBe(200)
    // Neither has the other room's.
    expect(await see(server, cy, there.room, body.media)).toBe(404)
    expect(await see(server, bo, room, shown.media)).toBe(404)

    await ann.client.ask('accepted', { type: 'recall', room, seq })
    expect(await see(server, ann, room, body.media)).toBe(404)
    expect(await see(server, cy, there.room, shown.media)).toBe(200)
    await enter(bo.client, there.room)
    await bo.client.ask('accepted', { type: 'recall', room: there.room, seq: 1 })
    expect(await see(server, cy, there.room, shown.media)).toBe(404)
  })

  it('in a bundle is seen by who sees the bundle, and goes with it', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const said: number[] = []
    for (let n = 0; n < 2; n += 1) {
      const body = await upload(server, ann, room)
      said.push((await ann.client.ask('accepted', { type: 'say', room, kind: 'image', body })).seq)
    }
    const of = said.map((seq) => ({ room, seq }))
    const bundle = { type: 'forward', id: 'f1', to: [{ room }], bundle: true }
    await ann.client.ask('sent', { ...bundle, of })
    const isBundle = ({ kind }: { kind: string }) => kind === 'bundle'
    const first = await bo.client.next('said', isBundle)
    await bo.client.ask('sent', { ...bundle, of: [{ room, seq: first.seq }] })
    const nested = await bo.client.next('said', isBundle)
    const [one, two] = [mediaOf(first.body), mediaOf(nested.body)]
    expect([one.length, two.length, new Set([...one, ...two]).size]).toEqual([2, 2, 4])

    await ann.client.ask('accepted', { type: 'recall', room, seq: first.seq })
    for (const media of one) expect(await see(server, bo, room, media)).toBe(404)
    for (const media of two) expect(await see(server, bo, room, media)).toBe(200)
  })
})

describe('Pictures that are forwarded', () => {
  it('are at most 100 at once, those in bundles counted', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann', 'bo')
    const body = await upload(server, ann, room)
    const { seq } = await ann.client.ask('accepted', { type: 'say', room, kind: 'image', body })
    const frame = { type: 'forward', id: 'f1', to: [{ room }] }
    const picture = { room, seq }
    const of = Array.from({ length: 50 }, () => picture)
    const { to } = await ann.client.ask('sent', { ...frame, of, bundle: true })
    const bundle = { room, seq: to[0]?.seqs?.[0] ?? 0 }
    const more = { ...frame, id: 'f2' }
    expect(await ann.client.refusal({ ...more, of: [bundle, bundle, picture] })).toBe('too-many-messages')
    const sent = await ann.client.ask('sent', { ...more, of: [bundle, bundle] })
    expect(sent.to).toMatchObject([{ in: room }])
  })
})

describe('A picture that is sent to several', () => {
  it('has been uploaded once, for any room of one’s own, and each has it', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const there = await found(ann.client, 'Elsewhere')
    const body = await upload(server, ann, room)
    const to = [{ room }, { room: there.room }, { person: ann.person.id }]
    const frame = { type: 'send', id: 's1', to, kind: 'image', body }
    const sent = await ann.client.ask('sent', frame)
    expect(sent.to.map(({ seqs }) => seqs)).toEqual([[1], [1], [1]])
    expect(await ann.client.ask('sent', frame)).toEqual(sent)
    const said = await bo.client.next('said')
    expect(said.body).toEqual({ ...body, media: expect.any(String) })
    expect(await see(server, bo, room, (said.body as typeof body).media)).toBe(200)
  })

  it('of somebody else, or that a message has, is refused', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const body = await upload(server, ann, room)
    const frame = { type: 'send', to: [{ room }], kind: 'image', body }
    expect(await bo.client.refusal(frame)).toBe('unknown-media')
    await ann.client.ask('accepted', { type: 'say', room, kind: 'image', body })
    expect(await ann.client.refusal(frame)).toBe('media-used')
  })
})

/** The uploads of a bundle, and of those in it. */
function mediaOf(body: unknown): string[] {
  return [...JSON.stringify(body).matchAll(/"media":"(\w+)"/g)].map(([, media]) => String(media))
}
