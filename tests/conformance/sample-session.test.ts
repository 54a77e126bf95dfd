import { expect } from 'vitest'
import { paths } from '#protocol'
import { type Client, open } from './client'
import { type Bindings, filled, resolved, type Step, sampleSession } from './sample-session'
import { it, type TestServer } from './suite'

/** Frames that come when they come: the session shows none of them. */
const unshown = ['presence', 'news', 'profile', 'contact']

interface Replay {
  server: TestServer
  bindings: Bindings
  sockets: Map<string, Client>
  /** How many frames of each socket the session has come past. */
  passed: Map<string, number>
  /** What the last request of each person was answered with. */
  answers: Map<string, { status: number; body: unknown }>
}

it('replays the sample session of the document word for word', async ({ server }) => {
  const replay: Replay = {
    server,
    bindings: new Map(),
    sockets: new Map(),
    passed: new Map(),
    answers: new Map(),
  }
  for (const step of sampleSession()) await play(step, replay)

  for (const [name, client] of replay.sockets) {
    const rest = shown(client).slice(replay.passed.get(name) ?? 0)
    expect(rest, `${name} got nothing that the session does not show`).toEqual([])
  }
})

function play(step: Step, replay: Replay): Promise<void> {
  if (step.way === 'http') return step.direction === '>' ? request(step, replay) : compareAnswer(step, replay)
  if (step.what.startsWith('open '))
    return step.direction === '>' ? connect(step, replay) : compareProtocol(step, replay)
  if (step.what === 'close') return disconnect(step, replay)
  return step.direction === '>' ? sendFrame(step, replay) : compareFrame(step, replay)
}

const nameOf = ({ who, way }: Step) => `${who} ${way}`

function socketOf(step: Step, { sockets }: Replay): Client {
  const socket = sockets.get(nameOf(step))
  if (!socket) throw new Error(`${step.line}: the socket is not open`)
  return socket
}

async function request({ who, what }: Step, { server, answers }: Replay): Promise<void> {
  const [method = '', path = '', ...body] = what.split(' ')
  const response = await fetch(server.target.httpUrl + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body.join(' '),
  })
  answers.set(who, { status: response.status, body: await response.json() })
}

async function compareAnswer({ who, what, line }: Step, { answers, bindings }: Replay): Promise<void> {
  const answer = answers.get(who)
  expect(String(answer?.status), line).toBe(what.slice(0, 3))
  expect(answer?.body, line).toEqual(resolved(JSON.parse(what.slice(4)), answer?.body, bindings))
}

async function connect(step: Step, { server, bindings, sockets }: Replay): Promise<void> {
  const { groupUrl, directUrl } = server.target
  const url = step.way === 'group' ? groupUrl + paths.group : directUrl + paths.direct
  const protocols = filled(step.what.slice('open '.length), bindings).split(', ')
  sockets.set(nameOf(step), server.adopt(await open(url, protocols)))
}

async function compareProtocol(step: Step, replay: Replay): Promise<void> {
  expect(socketOf(step, replay).protocol, step.line).toBe(step.what.slice('open '.length))
}

async function disconnect(step: Step, replay: Replay): Promise<void> {
  const closing = await socketOf(step, replay).close()
  expect(closing.code, step.line).toBe(1000)
}

async function sendFrame(step: Step, replay: Replay): Promise<void> {
  socketOf(step, replay).sendRaw(filled(step.what, replay.bindings))
}

async function compareFrame(step: Step, replay: Replay): Promise<void> {
  const client = socketOf(step, replay)
  const passed = replay.passed.get(nameOf(step)) ?? 0
  replay.passed.set(nameOf(step), passed + 1)
  await client.next(JSON.parse(step.what).type)
  const frame = shown(client)[passed]
  expect(frame, step.line).toEqual(resolved(JSON.parse(step.what), frame, replay.bindings))
}

function shown(client: Client) {
  return client.received.filter(({ type }) => !unshown.includes(type))
}
