import { afterEach, describe, expect, it, vi } from 'vitest'
import { openRequests } from '../../../miniprogram/platform/request'

interface Options {
  url: string
  method: string
  header: object
  data?: object
  success(answer: { statusCode: number; data: unknown }): void
  fail(failure: { errMsg: string }): void
}

/** Sends a request through a `wx.request` that does as it is told. */
function send(request: object, act: (options: Options) => void) {
  vi.stubGlobal('wx', {
    request: act,
    arrayBufferToBase64: (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64'),
  })
  return openRequests('https://host')({ method: 'GET', path: '/api/x', ...request })
}

const bytes = (...values: number[]) => new Uint8Array(values).buffer

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a request', () => {
  it('carries the token and a body, and brings the answer whatever its status', async () => {
    let asked: Partial<Options> = {}
    const answer = send({ method: 'POST', token: 't', body: { name: 'Ann' } }, (options) => {
      asked = options
      options.success({ statusCode: 409, data: { code: 'name-taken' } })
    })
    expect(await answer).toEqual({ status: 409, body: { code: 'name-taken' } })
    expect(asked).toMatchObject({
      url: 'https://host/api/x',
      method: 'POST',
      header: { authorization: 'Bearer t', 'content-type': 'application/json' },
      data: { name: 'Ann' },
    })
  })

  it('that fails says whether there was a network', async () => {
    const failing = (errMsg: string) => send({}, ({ fail }) => fail({ errMsg }))
    await expect(failing('request:fail timeout')).rejects.toMatchObject({ code: 'no-answer' })
    await expect(failing('request:fail interrupted')).rejects.toMatchObject({ code: 'offline' })
  })

  it('for a picture brings a data address, and its problems as they are', async () => {
    const answered = (statusCode: number, data: unknown) =>
      send({ picture: true }, ({ success }) => success({ statusCode, data }))
    expect(await answered(200, bytes(0x89, 0x50))).toEqual({
      status: 200,
      body: 'data:image/png;base64,iVA=',
    })
    expect(await answered(200, bytes(0xff, 0xd8))).toEqual({
      status: 200,
      body: 'data:image/jpeg;base64,/9g=',
    })
    const problem = Buffer.from('{"code":"unknown-room"}')
    expect(await answered(404, bytes(...problem))).toEqual({ status: 404, body: { code: 'unknown-room' } })
    expect(await answered(502, bytes(0))).toEqual({ status: 502, body: undefined })
  })
})
