import { describe, expect } from 'vitest'
import { hasLine, limits, lobby } from '#protocol'
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

  it('of 51 mentions is refused, and of 50 accepted', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const mentions = upTo(limits.mentions).map((n) => `p${n}`)
    const frame = { type: 'say', room, kind: 'text', body: 'x', mentions: [...mentions, 'p51'] }
    expect(await ann.client.refusal(frame)).toBe('too-many-mentions')
    expect(await say(ann.client, room, 'x', { mentions })).toMatchObject({ room, seq: 1 })
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

const edit = (room: string, seq: number, body: string, id = `e${seq} ${body.length}`) => ({
  ...{ type: 'edit', id: id.replaceAll(' ', '.'), room, seq, body },
})

describe('edit', () => {
  it('gives a text other words for everyone, live, in the history and on another device', async ({
    server,
  }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tee', { id: 'm1' })
    const accepted = await ann.client.ask('accepted', edit(room, 1, 'tea', 'm2'))
    expect(accepted).toMatchObject({ room, seq: 2 })
    const told = { seq: 2, id: 'm2', kind: 'edit', from: personOf(ann), body: { seq: 1, text: 'tea' } }
    expect(await bo.client.next('said', ({ kind }) => kind === 'edit')).toMatchObject(told)
    const edited = { seq: 1, id: 'm1', kind: 'text', body: 'tea', edited: 2, from: personOf(ann) }
    const { messages } = await bo.client.ask('page', { type: 'history', room })
    expect(messages).toMatchObject([edited, told])
    expect(JSON.stringify(messages)).not.toContain('tee')
    const desk = await bo.open('group')
    expect((await enter(desk, room)).messages).toEqual(messages)
  })

  it('tells with entering within which time it is possible', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    expect((await enter(ann.client, room)).editMs).toBeGreaterThan(0)
  })

  it('comes after resuming, and lets nothing of earlier words out', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tee')
    await bo.client.next('said')
    for (const words of ['coffee', 'water', 'the tea']) await ann.client.ask('accepted', edit(room, 1, words))
    const back = await bo.open('group')
    const resumed = await enter(back, room, 1)
    const rest = [{ body: { seq: 1 } }, { body: { seq: 1 } }, { seq: 4, body: { seq: 1, text: 'the tea' } }]
    expect(resumed).toMatchObject({ complete: true, messages: rest })
    const { messages } = await back.ask('page', { type: 'history', room })
    expect(messages).toMatchObject([{ body: 'the tea', edited: 4 }, ...rest])
    for (const gone of ['tee', 'coffee', 'water'])
      expect(JSON.stringify([resumed, messages])).not.toContain(gone)
  })

  it('that is repeated gets the same answer, also when the message is gone by then', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tee', { id: 'm' })
    const first = await ann.client.ask('accepted', edit(room, 1, 'tea', 'e'))
    expect(await ann.client.ask('accepted', edit(room, 1, 'tea', 'e'))).toEqual(first)
    expect(await ann.client.refusal(edit(room, 1, 'other', 'e'))).toBe('id-reused')
    expect(await say(ann.client, room, 'tee', { id: 'm' })).toMatchObject({ seq: 1 })
    await ann.client.ask('accepted', { type: 'recall', room, seq: 1 })
    expect(await ann.client.ask('accepted', edit(room, 1, 'tea', 'e'))).toEqual(first)
    const { messages } = await bo.client.ask('page', { type: 'history', room })
    expect(JSON.stringify(messages)).not.toMatch(/tee|tea/)
    expect(await say(ann.client, room, 'next')).toMatchObject({ seq: 4 })
  })

  it('is refused by name', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'mine')
    await say(ann.client, room, '😀', { kind: 'emoji' })
    await say(ann.client, room, 'oops')
    await ann.client.ask('accepted', { type: 'recall', room, seq: 3 })
    expect(await bo.client.refusal(edit(room, 1, 'x'))).toBe('not-yours')
    expect(await ann.client.refusal(edit(room, 2, 'x'))).toBe('not-a-text')
    expect(await ann.client.refusal(edit(room, 3, 'x'))).toBe('already-recalled')
    await ann.client.ask('sent', { type: 'forward', id: 'f', of: [{ room, seq: 1 }], to: [{ room }] })
    expect(await ann.client.refusal(edit(room, 5, 'x'))).toBe('not-your-words')
    for (const seq of [4, 99]) expect(await ann.client.refusal(edit(room, seq, 'x'))).toBe('unknown-message')
    const outside = await ann.open('group')
    expect(await outside.refusal(edit(room, 1, 'x'))).toBe('not-entered')
  })

  it('raises nobody’s number of unread, and is not the last of a room', async ({ server }) => {
    const [{ room, code }, ann, bo] = await group(server, 'ann', 'bo')
    await say(ann.client, room, 'tee')
    await say(ann.client, room, 'and milk')
    await ann.client.ask('accepted', edit(room, 1, 'tea'))
    const { room: card } = await bo.client.ask('room', { type: 'join', code })
    expect(card).toMatchObject({ top: 3, unread: 2, last: { seq: 2, body: 'and milk' } })
  })
})

describe('history', () => {
  it('gives as many as are asked for, however many edits are between them', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await sayMany(ann.client, room, 'm', 29)
    await say(bo.client, room, 'last')
    const editing = [
      [ann, 1],
      [bo, 30],
    ] as const
    for (const [{ client }, seq] of editing)
      await Promise.all(upTo(100).map((n) => client.ask('accepted', edit(room, seq, `x${n}`, `e${n}`))))
    await sayMany(ann.client, room, 'n', 30)
    const ask = async (where: object) => {
      const { messages, more, moreAfter } = await ann.client.ask('page', { type: 'history', room, ...where })
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, at) => (messages[0]?.seq ?? 0) + at))
      return [messages[0]?.seq, messages.at(-1)?.seq, messages.filter(hasLine).length, more, moreAfter]
    }
    expect(await ask({})).toEqual([11, 260, 50, true, undefined])
    expect(await ask({ before: 241 })).toEqual([1, 240, 40, false, undefined])
    expect(await ask({ after: 10, limit: 21 })).toEqual([11, 231, 21, true, undefined])
    expect(await ask({ around: 231, limit: 21 })).toEqual([21, 241, 21, true, true])
    const desk = await ann.open('group')
    const entered = await enter(desk, room)
    expect([entered.messages[0]?.seq, entered.complete]).toEqual([11, false])
    expect(await enter(desk, room, 15)).toMatchObject({ complete: true })
  })

  it('around a message has as many before it as behind it', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    await sayMany(ann.client, room, 'm', 20)
    const ask = async (around: number, limit: number) => {
      const frame = { type: 'history', room, around, limit } as const
      const { messages, more, moreAfter } = await ann.client.ask('page', frame)
      return [...messages.map(({ seq }) => seq), more, moreAfter]
    }
    expect(await ask(10, 5)).toEqual([8, 9, 10, 11, 12, true, true])
    expect(await ask(1, 5)).toEqual([1, 2, 3, false, true])
    expect(await ask(20, 5)).toEqual([18, 19, 20, true, false])
    expect(await ann.client.refusal({ type: 'history', room, around: 21 })).toBe('unknown-message')
  })

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
    expect(await client.refusal({ type: 'history', room: lobby, around: 5, after: 2 })).toBe('bad-frame')
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
