import { type Model, mongo } from 'mongoose'
import { expect, it } from 'vitest'
import { append } from '../../../../server/store/mongo/append'
import type { MessageDoc } from '../../../../server/store/mongo/models'
import type { Draft } from '../../../../server/store/store'

const draft = (n: number): Draft => ({ id: `m${n}`, from: 'ann', kind: 'text', body: 'hello', time: n })

/** A collection that has these messages already, and counts how often it is asked for anything. */
function collectionWith(drafts: Draft[]) {
  const docs = drafts.map(({ from, ...rest }, at) => ({ room: 'r', seq: at + 1, author: from, ...rest }))
  const asked = { times: 0 }
  const answer = <T>(value: T) => {
    asked.times += 1
    return value
  }
  const refused = { index: 0, code: 11_000 } as unknown as mongo.WriteError
  const model = {
    findOne: () => ({ sort: () => ({ lean: async () => answer(docs.at(-1)) }) }),
    find: () => ({ lean: async () => answer(docs) }),
    collection: {
      async insertMany() {
        throw answer(new mongo.MongoBulkWriteError({ writeErrors: [refused] } as never, {} as never))
      },
    },
  }
  return { model: model as unknown as Model<MessageDoc>, asked }
}

it('a batch that comes again is answered in a few round trips, however long it is', async () => {
  const drafts = Array.from({ length: 500 }, (_, at) => draft(at + 1))
  const { model, asked } = collectionWith(drafts)
  const answers = await append(model, 'r', drafts)
  expect(answers).toEqual(drafts.map(({ time }, at) => ({ seq: at + 1, time, repeated: true })))
  expect(asked.times).toBe(3)
})
