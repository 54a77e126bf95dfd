import { readdirSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { ModelGateway } from '../../support/model-gateway'
import { ModelServer } from '../../support/model-server'
import { VirtualClock } from '../../support/virtual-clock'

/** What the model does not claim, by the reason: whole files of the suite, and tests by the beginning of their names. */
const unclaimed: Array<{ why: string; files?: string[]; tests?: string[] }> = [
  {
    why: 'who makes rooms, joins, connects and owns is set up by the tests that use it',
    files: ['groups', 'invitations', 'sample-session'],
    tests: ['recall of the owner', 'readers are nobody who became', 'everyone'],
  },
  {
    why: 'it has no limits: clients keep them by themselves',
    files: ['flood'],
    tests: [
      'say faster than',
      'several devices beyond ten',
      'enter takes a hundred rooms',
      'typing is passed on to',
    ],
  },
  { why: 'it tells of each reaction by itself', tests: ['react of many costs'] },
  {
    why: 'it fails the test whose client sends a bad frame',
    tests: [
      'what is no frame',
      'a text',
      'a frame',
      'an id of ',
      'an id is missed',
      'history cannot go both',
      'react with what is no emoji',
      'hide cannot be of no message',
      'forward and send with what is wrong',
      'say of 51 mentions',
    ],
  },
  { why: 'its people turn receipts on and off by no request', tests: ['receipts that are turned off'] },
  { why: 'it knows tokens, and nothing of origins, paths and signatures', files: ['handshake'] },
  { why: 'it keeps no files', files: ['media'] },
  { why: 'nobody calls anybody there', files: ['calls', 'group-calls'] },
  {
    why: 'it lists nobody, and tells nobody who comes and goes',
    tests: ['members', 'the members by name', 'contacts', 'presence'],
  },
  {
    why: 'its people block nobody and keep their names',
    tests: ['block', 'profile', 'readers of a talk', 'a forward to who has blocked'],
  },
]
const unclaimedFiles = unclaimed.flatMap(({ why, files = [] }) => files.map((name) => ({ name, why })))
const unclaimedTests = unclaimed.flatMap(({ why, tests = [] }) => tests.map((name) => ({ name, why })))

const gateway = new ModelGateway(new ModelServer(new VirtualClock(), () => 1))
const { groupUrl, directUrl } = await gateway.open()
process.env.CONFORMANCE_GROUP = groupUrl
process.env.CONFORMANCE_DIRECT = directUrl
afterAll(() => gateway.close())

/** What the suite has, and the model does not claim. */
const met = new Set<string>()

beforeEach(({ task, skip }) => {
  const fullName = `${task.suite?.name ?? ''} ${task.name}`.trim()
  const left = unclaimedTests.find(({ name }) => fullName.startsWith(name))
  if (!left) return
  met.add(left.name)
  skip(leftOut(left))
})

// A file of tests that is imported adds them to this one.
const files = readdirSync('tests/conformance').flatMap((file) => /^(.*)\.test\.ts$/.exec(file)?.[1] ?? [])
for (const file of files) {
  const left = unclaimedFiles.find(({ name }) => name === file)
  if (left) describe.skip(leftOut(left), () => undefined)
  else await import(`../../conformance/${file}.test.ts`)
}

it('what the model of the server does not claim is in the suite', () => {
  expect(files).toEqual(expect.arrayContaining(unclaimedFiles.map(({ name }) => name)))
  expect([...met].sort()).toEqual(unclaimedTests.map(({ name }) => name).sort())
})

function leftOut({ name, why }: { name: string; why: string }): string {
  return `conformance of the model, "${name}": left out, ${why}`
}
