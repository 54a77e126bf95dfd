import { expect, it } from 'vitest'
import { Tick } from '../../../../server/gateway/tick'
import { turn } from './turn'

const writer = (writeOut: () => unknown) => ({ writeOut: () => void writeOut() })

it('what was gathered in a turn is flushed before any socket is written, and both once', async () => {
  const tick = new Tick()
  const order: string[] = []
  tick.write(writer(() => order.push('write 1')))
  tick.gather(() => {
    order.push('gather')
    tick.write(writer(() => order.push('write 2')))
  })
  expect(order).toEqual([])
  await turn()
  expect(order).toEqual(['gather', 'write 1', 'write 2'])
  await turn()
  expect(order).toHaveLength(3)
})

it('what is asked for while sockets are written happens in the next turn', async () => {
  const tick = new Tick()
  const order: string[] = []
  tick.write(
    writer(() => {
      order.push('write')
      tick.gather(() => order.push('gather'))
    }),
  )
  await turn()
  expect(order).toEqual(['write'])
  await turn()
  expect(order).toEqual(['write', 'gather'])
})

it('what comes of promises that were kept while gathering is written in the same turn', async () => {
  const tick = new Tick()
  const order: string[] = []
  tick.gather(async () => {
    for (let step = 0; step < 20; step += 1) await Promise.resolve()
    tick.gather(() => {
      order.push('gather')
      tick.write(writer(() => order.push('write')))
    })
  })
  await turn()
  expect(order).toEqual(['gather', 'write'])
})

it('what arrives while a thousand are written goes out with the rest of it', async () => {
  const tick = new Tick()
  const order: string[] = []
  for (let at = 0; at < 1_000; at += 1) tick.write(writer(() => undefined))
  tick.write(writer(() => order.push('last')))
  tick.gather(() => setImmediate(() => tick.gather(() => order.push('gather'))))
  while (order.length < 2) await turn()
  expect(order).toEqual(['gather', 'last'])
})

it('256 are written in one turn', async () => {
  const tick = new Tick()
  let written = 0
  for (let at = 0; at < 256; at += 1) tick.write(writer(() => (written += 1)))
  await turn()
  expect(written).toBe(256)
})

it('writers who have the same pieces get the same whole', () => {
  const tick = new Tick()
  const [a, b, c] = ['a', 'b', 'c'].map((name) => Buffer.from(name)) as [Buffer, Buffer, Buffer]
  const whole = tick.join([a, b])
  expect(String(whole)).toBe('ab')
  expect(tick.join([a, b])).toBe(whole)
  expect(String(tick.join([a, c]))).toBe('ac')
  expect(String(tick.join([a, c, b]))).toBe('acb')
})
