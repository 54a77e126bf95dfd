import { expect, it } from 'vitest'
import { Tick } from '../../../../server/gateway/tick'

const turn = () => new Promise((resolve) => setImmediate(resolve))
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
