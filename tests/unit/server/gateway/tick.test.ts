import { expect, it } from 'vitest'
import { Tick } from '../../../../server/gateway/tick'

const turn = () => new Promise((resolve) => setImmediate(resolve))

it('what was gathered in a turn is flushed before any socket is written, and both once', async () => {
  const tick = new Tick()
  const order: string[] = []
  tick.write(() => order.push('write 1'))
  tick.gather(() => {
    order.push('gather')
    tick.write(() => order.push('write 2'))
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
  tick.write(() => {
    order.push('write')
    tick.gather(() => order.push('gather'))
  })
  await turn()
  expect(order).toEqual(['write'])
  await turn()
  expect(order).toEqual(['write', 'gather'])
})
