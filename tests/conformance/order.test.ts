import { describe, expect } from 'vitest'
import type { Message, ServerFrameOf } from '#protocol'
import type { Client } from './client'
import { enter, gotAll, group, say, sayMany, upTo } from './scenes'
import { it } from './suite'

/** Everything that was said in a room, read page by page. */
async function wholeHistory(client: Client, room: string): Promise<Message[]> {
  const all: Message[] = []
  for (let more = true; more; ) {
    const page: ServerFrameOf<'page'> = await client.ask('page', {
      type: 'history',
      room,
      after: all.at(-1)?.seq ?? 0,
      limit: 100,
    })
    all.push(...page.messages)
    more = page.more
  }
  return all
}

describe('order', () => {
  it('is 1, 2, 3, … without holes and the same for three who all talk at once', async ({ server }) => {
    const [{ room }, ...people] = await group(server, 'ann', 'bo', 'cy')
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
      await gotAll(client, room, total)
      const heard = client.received.flatMap((frame) => (frame.type === 'said' ? [frame] : []))
      // What others said comes in order, each once, and one's own as `accepted` fills every place between.
      expect(heard.map(({ seq }) => seq)).toEqual(
        heard.map(({ seq }) => seq).sort((one, other) => one - other),
      )
      const own = new Set((answers[at] ?? []).map(({ seq }) => seq))
      const others = heard.filter(({ from }) => from.id !== person.id).map(({ seq }) => seq)
      expect(others).toEqual(upTo(total).filter((seq) => !own.has(seq)))
    }

    const history = await wholeHistory(people[0].client, room)
    expect(history.map(({ seq }) => seq)).toEqual(upTo(total))
    expect(new Set(history.map(({ id }) => id)).size).toBe(total)
  })

  it('of one sender is the order of sending', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    const answers = await sayMany(ann.client, room, 'm', 100)
    expect(answers.map(({ seq }) => seq)).toEqual(upTo(100))
    await bo.client.next('said', ({ seq }) => seq === 100)
    const bodies = bo.client.received.flatMap((frame) => (frame.type === 'said' ? [frame.body] : []))
    expect(bodies).toEqual(upTo(100).map((at) => `m ${at}`))
  })

  it('has no hole and no repeat for somebody who enters while others talk', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
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
