import { mongoHere, startMongo } from '../tests/support/mongo-process'
import { hasRedis, startRedis } from '../tests/support/redis-process'

/** `npm run services`: starts what this machine has of the two services, empty, until Ctrl+C. */
const redis = hasRedis ? await startRedis() : undefined
const mongo = mongoHere ? await startMongo() : undefined

const lines = [
  redis ? `REDIS_URL=redis://127.0.0.1:${redis.port}` : '# no Redis: this machine has no redis-server',
  mongo ? `MONGODB_URL=${mongo.url}/chat   # ${mongoHere}` : '# no MongoDB: this machine has nothing like it',
  ...(redis && mongo ? [] : ['# "scripts/install-services.sh" installs what is missing']),
]
process.stdout.write(`${lines.join('\n')}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await Promise.all([redis?.close(), mongo?.close()])
    process.exit(0)
  })
