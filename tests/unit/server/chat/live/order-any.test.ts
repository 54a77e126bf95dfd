import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Message } from '#protocol'
import { Order } from '../../../../../server/chat/live/order'
import { message, posted, upTo } from './lines'

/** Numbers from 1 to `last` as an unreliable bus brings them: some never, some twice, in any order. */
const broughtUpTo = (last: number) => fc.array(fc.integer({ min: 1, max: last }), { maxLength: 3 * last })

const batches = fc
  .integer({ min: 1, max: 25 })
  .chain((last) =>
    fc.record({ last: fc.constant(last), brought: fc.array(broughtUpTo(last), { maxLength: 8 }) }),
  )

it('whatever the bus drops, repeats and reorders, and however slow the store is: 1, 2, 3, … once each', async () => {
  await fc.assert(
    fc.asyncProperty(batches, fc.scheduler(), async ({ last, brought }, scheduler) => {
      const taken: number[] = []
      const stored = upTo(last).map((seq) => message(seq))
      const read = async (seq: number): Promise<Message[]> => stored.slice(seq, seq + 7)
      const order = new Order(0, scheduler.scheduleFunction(read), (line) => taken.push(line.message.seq))

      for (const batch of [...brought, [last]])
        void scheduler.schedule(Promise.resolve()).then(() => order.hear(batch.map((seq) => posted(seq))))
      await scheduler.waitFor(
        new Promise<void>((resolve) => {
          const look = () => (order.last === last && scheduler.count() === 0 ? resolve() : setImmediate(look))
          look()
        }),
      )
      order.stop()
      expect(taken).toEqual(upTo(last))
    }),
    { numRuns: 300 },
  )
})
