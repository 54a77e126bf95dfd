import { describe, expect } from 'vitest'
import { limits, lobby } from '#protocol'
import { enter, group, personOf, say, sayMany, sendUntilRefused, upTo } from './scenes'
import { it } from './suite'

describe('say', () => {
  it('is accepted, and comes to the others with everything it holds', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'one')
    const mentions = [ann.person.id]
    const { seq, time } = await say(bo.client, room, 'two', { id: 'm2', reply: 1, mentions })
    expect(await ann.client.next('said')).toEqual({
      type: 'said',
      room,
      seq,
      id: 'm2',
      from: personOf(bo),
      kind: 'text',
      body: 'two',
      time,
      reply: 1,
      mentions,
    })
  })

  it('keeps the ids that it mentions as they are, also those that nobody has', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const mentions = ['nobody-has-this', bo.person.id, 'NOBODY-has-this']
    await say(ann.client, room, 'hello', { mentions })
    expect((await bo.client.next('said')).mentions).toEqual(mentions)
    const { messages } = await bo.client.ask('page', { type: 'history', room })
    expect(messages.at(-1)?.mentions).toEqual(mentions)
    const { messages: entered } = await enter(await bo.open('group'), room)
    expect(entered.at(-1)?.mentions).toEqual(mentions)
  })

  it('shows of its author the id, the name and the avatar, and nothing else', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'one')
    expect(Object.keys((await bo.client.next('said')).from).sort()).toEqual(['avatar', 'id', 'name'])
  })

  it('cannot answer a message that is not there', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const frame = { type: 'say', room, kind: 'text', body: 'x', reply: 9 }
    expect(await ann.client.refusal(frame)).toBe('unknown-message')
  })

  it('faster than the rate is refused with the time to wait', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const frame = (at: number) => ({ type: 'say', id: `m${at}`, room, kind: 'text', body: 'x' })
    const refused = await sendUntilRefused(ann.client, 350, frame)
    expect(refused).toMatchObject({ of: 'say', room, code: 'too-fast', retryAfter: expect.any(Number) })
    expect(refused.retryAfter).toBeGreaterThan(0)
  })
})

describe('saying again', () => {
  it('gets the same answer, and is heard once', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const first = await say(ann.client, room, 'one', { id: 'm1' })
    const again = await ann.open('group')
    await enter(again, room)
    expect(await say(ann.client, room, 'one', { id: 'm1' })).toEqual(first)
    expect(await say(again, room, 'one', { id: 'm1' })).toEqual(first)
    await say(ann.client, room, 'two')
    await bo.client.next('said', ({ seq }) => seq === 2)
    expect(await bo.client.leftover('said')).toMatchObject([{ seq: 1 }])
  })

  it('before the answer has come is stored once', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const frame = { type: 'say', id: 'm1', room, kind: 'text', body: 'one' }
    for (let times = 0; times < 5; times += 1) ann.client.send(frame)
    for (let times = 0; times < 5; times += 1)
      expect(await ann.client.next('accepted')).toMatchObject({ seq: 1 })
    expect(await say(ann.client, room, 'two')).toMatchObject({ seq: 2 })
  })
})

describe('recall', () => {
  it('takes a message back for everyone, and from the history', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'oops')
    const accepted = await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(accepted).toMatchObject({ room, seq: 2 })
    const said = await bo.client.next('said', ({ kind }) => kind === 'recall')
    expect(said).toMatchObject({ seq: 2, from: personOf(ann), body: { seq: 1 } })

    const blanked = { seq: 1, kind: 'recalled', body: '', from: personOf(ann) }
    const { messages } = await bo.client.ask('page', { type: 'history', room })
    expect(messages).toMatchObject([blanked, { seq: 2, kind: 'recall', body: { seq: 1 } }])
    expect((await enter(bo.client, room, 0)).messages).toMatchObject([blanked, { seq: 2 }])
    expect(JSON.stringify(messages)).not.toContain('oops')
    expect(messages[0]?.by).toBe(personOf(ann).id)
  })

  it('that is repeated by the author gets the same answer', async ({ server }) => {
    const [{ room }, , bo] = await group(server, 'ann', 'bo')
    await say(bo.client, room, 'oops')
    const first = await bo.client.ask('accepted', { type: 'recall', id: 'r1', room, seq: 1 })
    expect(await bo.client.ask('accepted', { type: 'recall', id: 'r1', room, seq: 1 })).toEqual(first)
    expect(await say(bo.client, room, 'next')).toMatchObject({ seq: 3 })
  })

  it('of the owner takes back what anyone said; a member cannot', async ({ server }) => {
    const [{ room }, ann, bo, cy] = await group(server, 'ann', 'bo', 'cy')
    await say(bo.client, room, 'oops')
    expect(await cy.client.refusal({ type: 'recall', room, seq: 1 })).toBe('not-yours')
    expect(await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })).toMatchObject({ seq: 2 })
    expect(await cy.client.refusal({ type: 'recall', room, seq: 1 })).not.toBe('try-again')
  })

  it('of the owner names its author and the owner, live, in the history and on entering', async ({
    server,
  }) => {
    const [{ room }, ann, bo, cy] = await group(server, 'ann', 'bo', 'cy')
    await say(bo.client, room, 'oops')
    await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })
    const by = personOf(ann).id
    const told = { seq: 2, kind: 'recall', from: personOf(bo), by, body: { seq: 1 } }
    for (const one of [bo, cy])
      expect(await one.client.next('said', ({ kind }) => kind === 'recall')).toMatchObject(told)
    const left = { seq: 1, kind: 'recalled', from: personOf(bo), by, body: '' }
    const { messages } = await bo.client.ask('page', { type: 'history', room })
    expect(messages).toMatchObject([left, told])
    expect((await enter(cy.client, room, 0)).messages).toMatchObject([left, told])
  })

  it('of the owner that is repeated gets the same answer; the author’s is refused then', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(bo.client, room, 'oops')
    const recall = { type: 'recall', id: 'r1', room, seq: 1 } as const
    const first = await ann.client.ask('accepted', recall)
    expect(await ann.client.ask('accepted', recall)).toEqual(first)
    expect(await bo.client.refusal(recall)).toBe('already-recalled')
    await say(bo.client, room, 'mine')
    await bo.client.ask('accepted', { ...recall, seq: 3 })
    expect(await ann.client.refusal({ ...recall, seq: 3 })).toBe('already-recalled')
  })

  it('needs a message, and a recall is none', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    expect(await ann.client.refusal({ type: 'recall', room, seq: 7 })).toBe('unknown-message')
    await say(ann.client, room, 'oops')
    await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(await ann.client.refusal({ type: 'recall', room, seq: 2 })).toBe('unknown-message')
  })
})

describe('history', () => {
  it('pages both ways, in order, and says whether there is more', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    await sayMany(ann.client, room, 'm', 10)
    const ask = async (where: object) => {
      const { messages, more } = await ann.client.ask('page', { type: 'history', room, ...where })
      return [...messages.map(({ seq }) => seq), more]
    }
    expect(await ask({})).toEqual([...upTo(10), false])
    expect(await ask({ limit: 3 })).toEqual([8, 9, 10, true])
    expect(await ask({ before: 8, limit: 3 })).toEqual([5, 6, 7, true])
    expect(await ask({ before: 3, limit: 2 })).toEqual([1, 2, false])
    expect(await ask({ before: 1 })).toEqual([false])
    expect(await ask({ before: 1000, limit: 1 })).toEqual([10, true])
    expect(await ask({ after: 0, limit: 2 })).toEqual([1, 2, true])
    expect(await ask({ after: 8, limit: 2 })).toEqual([9, 10, false])
    expect(await ask({ after: 10 })).toEqual([false])
    expect(await ask({ after: 1000 })).toEqual([false])
  })

  it('gives 50 messages unless told otherwise, and never more than 100', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    await sayMany(ann.client, room, 'm', 120)
    const lengths = async (where: object) =>
      (await ann.client.ask('page', { type: 'history', room, ...where })).messages.length
    expect(await lengths({})).toBe(limits.pageDefault)
    expect(await lengths({ limit: 100 })).toBe(limits.pageMessages)
    expect(await lengths({ limit: 1000 })).toBe(limits.pageMessages)
    expect(await lengths({ after: 0, limit: 1000 })).toBe(limits.pageMessages)
  })

  it('of long texts comes in pages that fit, without a hole', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const long = '😀'.repeat(limits.textLength)
    for (const at of upTo(20)) await say(ann.client, room, long, { id: `m${at}` })
    const seqs: number[] = []
    for (let more = true; more; ) {
      const page = await ann.client.ask('page', { type: 'history', room, after: seqs.at(-1) ?? 0 })
      const bytes = page.messages.reduce((sum, { body }) => sum + Buffer.byteLength(String(body)), 0)
      expect(page.messages.length).toBeGreaterThan(0)
      expect(bytes).toBeLessThanOrEqual(limits.pageBytes)
      seqs.push(...page.messages.map(({ seq }) => seq))
      more = page.more
    }
    expect(seqs).toEqual(upTo(20))
  })

  it('cannot go both ways at once', async ({ server }) => {
    const { client } = await server.connect('group', 'ann')
    await enter(client, lobby)
    expect(await client.refusal({ type: 'history', room: lobby, before: 5, after: 2 })).toBe('bad-frame')
    expect(await client.refusal({ type: 'history', room: lobby, limit: 0 })).toBe('bad-frame')
  })
})

describe('read', () => {
  it('moves forward, never back, and not beyond the newest message', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await sayMany(ann.client, room, 'm', 5)
    await bo.client.next('said', ({ seq }) => seq === 5)
    const read = (seq: number) => bo.client.ask('read', { type: 'read', room, seq })
    expect(await read(3)).toMatchObject({ room, person: bo.person.id, seq: 3 })
    expect(await read(1)).toMatchObject({ seq: 3 })
    expect(await read(1000)).toMatchObject({ seq: 5 })
    expect(await enter(await bo.open('group'), room)).toMatchObject({ read: 5 })
  })
})
