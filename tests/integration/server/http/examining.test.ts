import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Examiner } from '../../../../server/media/examiner'
import { MediaRefused } from '../../../../server/media/media-refused'
import { m4a, picture } from '../../../support/media-files'
import { formOf, member, upload } from './form'
import { type Guest, TestServer } from './server'

let server: TestServer
let ann: Guest
beforeEach(async () => {
  server = await TestServer.open()
  ann = await member(server, 'Ann')
})
afterEach(() => server.close())

/** Examines as told, and closes as before. */
function examineBy(examine: (signal: AbortSignal) => Promise<never>): void {
  const { media } = server
  const close = () => before.close()
  const before = media.examiner
  media.examiner = {
    examine: (_job, _args, { signal }) => examine(signal) as never,
    close,
  } satisfies Examiner
}

it.each([
  ['busy', 503],
  ['not-examined', 422],
] as const)(
  'An upload whose examination is %s is told so, and leaves nothing behind',
  async (code, status) => {
    examineBy(() => Promise.reject(new MediaRefused(code)))
    for (const [bytes, kind] of [
      [await picture(), 'image'],
      [m4a(), 'voice'],
    ] as const) {
      const answer = await upload(server, ann, bytes, { kind })
      expect([answer.status, answer.body.code]).toEqual([status, code])
      expect(answer.headers['retry-after']).toBe(status === 503 ? '5' : undefined)
    }
    await server.ports.ports.store.uploads.markUnsaidForDeletion(Number.MAX_SAFE_INTEGER)
    expect(await server.ports.ports.store.uploads.markedForDeletion(10)).toHaveLength(2)
  },
)

it('A file that may be anything is looked at by nobody', async () => {
  examineBy(() => Promise.reject(new MediaRefused('busy')))
  expect((await upload(server, ann, Buffer.from('x'), { kind: 'file' })).status).toBe(200)
})

it.each(['/api/media?room=lobby&kind=image', '/api/me/avatar'])(
  'Whose sender goes is examined no more: %s',
  async (path) => {
    const begun = new Promise<AbortSignal>((resolve) => {
      examineBy((signal) => {
        resolve(signal)
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      })
    })
    await server.http.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.http.server.address() as AddressInfo
    const { payload, headers } = await formOf(await picture())
    const authorization = `Bearer ${ann.token}`
    const sending = request({ port, path, method: 'POST', headers: { ...headers, authorization } })
    sending.on('error', () => undefined)
    sending.end(payload)
    const signal = await begun
    expect(signal.aborted).toBe(false)
    sending.destroy()
    if (!signal.aborted) await once(signal, 'abort')
    expect(signal.aborted).toBe(true)
  },
)
