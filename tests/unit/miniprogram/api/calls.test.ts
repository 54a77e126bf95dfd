import { describe, expect, it } from 'vitest'
import { callsApi } from '../../../../miniprogram/api/calls'
import { loginApi } from '../../../../miniprogram/api/login'
import { ann, answering } from '../../../support/answering-http'

const ticket = { ticket: 'T', expires: 60_000, url: 'https://c.example/#/p', qr: 'data:,', page: true }
const signature = { groupId: 'c1', nonceStr: 'n', timeStamp: 5, signature: 's' }

describe('the ways into a call', () => {
  it('are asked for with the token: a ticket by the call alone', async () => {
    const { http, asked } = answering({ status: 200, body: ticket })
    expect(await callsApi(http).ticket('room.c1')).toEqual(ticket)
    expect(asked).toEqual([{ method: 'POST', path: '/api/calls/room.c1/ticket', token: 't' }])
  })

  it('and a signature for WeChat with the code of the moment', async () => {
    const { http, asked } = answering({ status: 200, body: signature })
    expect(await callsApi(http).voip('c1', 'code')).toEqual(signature)
    const body = { code: 'code' }
    expect(asked).toEqual([{ method: 'POST', path: '/api/calls/c1/voip', body, token: 't' }])
  })

  it('are refused by name', async () => {
    const { http } = answering({ status: 404, body: { code: 'unknown-call', detail: '' } })
    await expect(callsApi(http).ticket('c1')).rejects.toMatchObject({ code: 'unknown-call' })
    await expect(callsApi(http).voip('c1', 'code')).rejects.toMatchObject({ code: 'unknown-call' })
  })

  it('are none where the answer lacks what a page needs', async () => {
    const { http } = answering({ status: 200, body: { ...ticket, url: undefined } })
    await expect(callsApi(http).ticket('c1')).rejects.toMatchObject({ code: 'http-200' })
  })
})

it('a ticket is given up without a token, for who holds it is nobody yet', async () => {
  const signedIn = { token: 'mine', expires: 9, user: ann }
  const { http, asked } = answering({ status: 200, body: signedIn })
  expect(await loginApi(http).ticket('T', 'c1')).toEqual(signedIn)
  expect(asked).toEqual([{ method: 'POST', path: '/api/login/ticket', body: { ticket: 'T', call: 'c1' } }])
})
