import { describe, expect } from 'vitest'
import { limits } from '#protocol'
import type { Client } from './client'
import { enter, group, say, secondDevice, seqsIn, upTo } from './scenes'
import { it } from './suite'

/** Says many things at once without waiting in between. */
function sayMany(client: Client, room: string, prefix: string, many: number) {
  return Promise.all(upTo(many).map((at) => say(client, room, `${prefix} ${at}`, { id: `${prefix}${at}` })))
}

/** Everything that was said in a room, read page by page. */
async function wholeHistory(client: Client, room: string) {
  const all = []
  for (let more = true; more; ) {
    const page = await client.ask('page', { type: 'history', room, after: all.at(-1)?.seq ?? 0, limit: 100 })
    all.push(...page.messages)
    more = page.more
  }
  return all
}

describe('order', () => {
  it('is 1, 2, 3, … without holes and the same for three who all talk at once', async ({ house }) => {
    const {
      room,
      people: [first],
    } = await group(house, 'ann', 'bo', 'cy')
    const each = 60
    const total = each * people.length
    const answers = await Promise.all(people.map(({ client }, at) => sayMany(client, room, `p${at}-`, each)))
    expect(
      answers
        .flat()
        .map(({ seq }) => seq)
        .sort((one, other) => one - other),
    ).toEqual(upTo(total))

    for (const [at, { client, person }] of people.entries()) {
      await client.ask('heartbeat', { type: 'heartbeat' })
      const heard = client.received.flatMap((frame) => (frame.type === 'said' ? [frame] : []))
      // What others said comes in order, each once, and one's own as `accepted` fills every place between.
      expect(heard.map(({ seq }) => seq)).toEqual(
        heard.map(({ seq }) => seq).sort((one, other) => one - other),
      )
      const own = new Set((answers[at] ?? []).map(({ seq }) => seq))
      const others = heard.filter(({ from }) => from.id !== person.id).map(({ seq }) => seq)
      expect(others).toEqual(upTo(total).filter((seq) => !own.has(seq)))
      expect(new Set(seqsIn(client.received, room)).size).toBe(total)
    }

    const history = first ? await wholeHistory(first.client, room) : []
    expect(history.map(({ seq }) => seq)).toEqual(upTo(total))
    expect(new Set(history.map(({ id }) => id)).size).toBe(total)
  })

  it('of one sender is the order of sending', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    const answers = await sayMany(ann.client, room, 'm', 100)
    expect(answers.map(({ seq }) => seq)).toEqual(upTo(100))
    await bo.client.next('said', ({ seq }) => seq === 100)
    const bodies = bo.client.received.flatMap((frame) => (frame.type === 'said' ? [frame.body] : []))
    expect(bodies).toEqual(upTo(100).map((at) => `m ${at}`))
  })

  it('has no hole and no repeat for somebody who enters while others talk', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    const talking = sayMany(ann.client, room, 'm', 150)
    const late = await bo.open('group')
    const entered = await enter(late, room)
    await talking
    await say(bo.client, room, 'the end')
    await late.next('said', ({ body }) => body === 'the end')
    const live = late.received.flatMap((frame) => (frame.type === 'said' ? [frame.seq] : []))
    expect(live).toEqual(upTo(151).slice(entered.top))
  })
})

describe('resuming', () => {
  it('brings exactly what was missed, and says that it is complete', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    await sayMany(ann.client, room, 'm', 5)
    await bo.client.next('said', ({ seq }) => seq === 5)
    await bo.client.close()
    await sayMany(ann.client, room, 'n', 7)
    const entered = await enter(await bo.open('group'), room, 5)
    expect(entered).toMatchObject({ top: 12, complete: true })
    expect(entered.messages.map(({ seq }) => seq)).toEqual(upTo(12).slice(5))
  })

  it('after nothing was missed brings nothing, and is complete', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    await sayMany(ann.client, room, 'm', 3)
    expect(await enter(await ann.open('group'), room, 3)).toMatchObject({
      top: 3,
      messages: [],
      complete: true,
    })
  })

  it('after too much was missed brings the newest page, says so, and history fills the gap', async ({
    house,
  }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    const total = limits.pageMessages + 50
    await sayMany(ann.client, room, 'm', total)
    const client = await ann.open('group')
    const entered = await enter(client, room, 10)
    expect(entered).toMatchObject({ top: total, complete: false })
    const seqs = entered.messages.map(({ seq }) => seq)
    expect(seqs.length).toBeGreaterThan(0)
    expect(seqs).toEqual(upTo(total).slice(-seqs.length))

    const have = upTo(10)
    for (let more = true; more; ) {
      const page = await client.ask('page', { type: 'history', room, after: have.length })
      have.push(...page.messages.map(({ seq }) => seq))
      more = page.more
    }
    expect(have).toEqual(upTo(total))
  })

  it('after too many bytes were missed is not complete either', async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    const long = '😀'.repeat(limits.textLength)
    for (const at of upTo(12)) await say(ann.client, room, long, { id: `m${at}` })
    const entered = await enter(await ann.open('group'), room, 0)
    expect(entered).toMatchObject({ top: 12, complete: false })
    expect(entered.messages.at(-1)).toMatchObject({ seq: 12 })
  })

  it("with another server's past is not complete, and brings the newest page", async ({ house }) => {
    const {
      room,
      people: [ann],
    } = await group(house, 'ann')
    await sayMany(ann.client, room, 'm', 3)
    const entered = await enter(await ann.open('group'), room, 1000)
    expect(entered).toMatchObject({ top: 3, complete: false })
    expect(entered.messages.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })
})

describe('several devices', () => {
  it('hear what the person says and reads on one of them', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    const tablet = await secondDevice(ann, room)
    const { seq } = await say(ann.client, room, 'from the phone', { id: 'm1' })
    expect(await tablet.next('said')).toMatchObject({ seq, id: 'm1', from: { id: ann.person.id } })
    await tablet.ask('read', { type: 'read', room, seq })
    expect(await ann.client.next('read')).toEqual({ type: 'read', room, person: ann.person.id, seq })
    // In a group nobody else is told how far one has read.
    expect(await bo.client.leftover('read')).toEqual([])
  })

  it('live by themselves: one leaves, the other stays', async ({ house }) => {
    const {
      room,
      people: [ann, bo],
    } = await group(house, 'ann', 'bo')
    const tablet = await secondDevice(ann, room)
    await tablet.ask('left', { type: 'leave', room })
    await say(bo.client, room, 'hello')
    expect(await ann.client.next('said')).toMatchObject({ body: 'hello' })
    expect(await tablet.leftover('said', 'left')).toEqual([])
  })

  it('beyond ten on a port cost the oldest its place', async ({ house }) => {
    const ann = await house.guest('ann')
    const oldest = await ann.open('group')
    for (let more = 0; more < 10; more += 1) await ann.open('group')
    expect(await oldest.closed).toMatchObject({ code: 4504 })
  })
})
