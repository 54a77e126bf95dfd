import { describe, expect } from 'vitest'
import { limits } from '#protocol'
import { enter, group, say, sayMany, upTo } from './scenes'
import { it } from './suite'

describe('resuming', () => {
  it('brings exactly what was missed, and says that it is complete', async ({ server }) => {
    const [{ room }, ann, bo] = await group(server, 'ann', 'bo')
    await sayMany(ann.client, room, 'm', 5)
    await bo.client.next('said', ({ seq }) => seq === 5)
    await bo.client.close()
    await sayMany(ann.client, room, 'n', 7)
    const entered = await enter(await bo.open('group'), room, 5)
    expect(entered).toMatchObject({ top: 12, complete: true })
    expect(entered.messages.map(({ seq }) => seq)).toEqual(upTo(12).slice(5))
  })

  it('after nothing was missed brings nothing, and is complete', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    await sayMany(ann.client, room, 'm', 3)
    expect(await enter(await ann.open('group'), room, 3)).toMatchObject({
      top: 3,
      messages: [],
      complete: true,
    })
  })

  it('after too much was missed brings the newest page, says so, and history fills the gap', async ({
    server,
  }) => {
    const [{ room }, ann] = await group(server, 'ann')
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

  it('after too many bytes were missed is not complete either', async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    const long = '😀'.repeat(limits.textLength)
    for (const at of upTo(12)) await say(ann.client, room, long, { id: `m${at}` })
    const entered = await enter(await ann.open('group'), room, 0)
    expect(entered).toMatchObject({ top: 12, complete: false })
    expect(entered.messages.at(-1)).toMatchObject({ seq: 12 })
  })

  it("with another server's past is not complete, and brings the newest page", async ({ server }) => {
    const [{ room }, ann] = await group(server, 'ann')
    await sayMany(ann.client, room, 'm', 3)
    const entered = await enter(await ann.open('group'), room, 1000)
    expect(entered).toMatchObject({ top: 3, complete: false })
    expect(entered.messages.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })
})
