import { randomUUID } from 'node:crypto'
import { openRedisState } from '../../server/state/redis/open'
import { withRedis } from '../support/needs'
import { describeState } from './state.contract'

withRedis('Redis', (url) => {
  describeState('Redis', async () => {
    const prefix = `test:${randomUUID()}:`
    const open = () => openRedisState({ url: url(), prefix })
    const [state, other] = await Promise.all([open(), open()])
    return {
      state,
      other,
      // The clock of the limits is that of Redis, and nobody can move it.
      wait: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
      async dispose() {
        await Promise.all([state.close(), other.close()])
      },
    }
  })
})
