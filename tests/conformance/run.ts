import { startVitest } from 'vitest/node'

/**
 * `npm run conformance -- [ws://host:8080 [ws://host:8081]]`: without an address it starts a server of its
 * own. Several processes of one service are given as lists with commas between.
 */
const [groupUrl, directUrl] = process.argv.slice(2)
if (groupUrl) {
  process.env.CONFORMANCE_GROUP = groupUrl
  process.env.CONFORMANCE_DIRECT = directUrl ?? ''
}

// A server somewhere else is taken as it runs: there is nothing to build first.
const vitest = await startVitest('test', ['tests/conformance'], {
  watch: false,
  ...(groupUrl ? { globalSetup: [] } : {}),
})
await vitest.close()
