import { startVitest } from 'vitest/node'
import { nextPort } from './target'

/** `npm run conformance -- [ws://host:8080 [ws://host:8081]]`: without an address it starts a server of its own. */
const [groupUrl, directUrl] = process.argv.slice(2)
if (groupUrl) {
  process.env.CONFORMANCE_GROUP = groupUrl.replace(/\/$/, '')
  process.env.CONFORMANCE_DIRECT = (directUrl ?? nextPort(groupUrl)).replace(/\/$/, '')
}

// A server somewhere else is taken as it runs: there is nothing to build first.
const vitest = await startVitest('test', ['tests/conformance'], {
  watch: false,
  ...(groupUrl ? { globalSetup: [] } : {}),
})
await vitest.close()
