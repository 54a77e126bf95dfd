import { describe, expect, it } from 'vitest'
import { askRenewal, loginApi } from '../../../../miniprogram/api/login'
import { peopleApi } from '../../../../miniprogram/api/people'
import { ann, answering } from '../../../support/answering-http'

describe('a request by its route', () => {
  it('has its method, its path with what stands in it encoded, and its token', async () => {
    const { http, asked } = answering({ status: 200, body: ann })
    expect(await peopleApi(http).get('a/b?')).toEqual(ann)
    expect(asked).toEqual([{ method: 'GET', path: '/api/people/a%2Fb%3F', token: 't' }])
  })

  it('has the body that is sent', async () => {
    const { http, asked } = answering({ status: 200, body: { token: 't', user: ann } })
    await loginApi(http).guest('Ann')
    expect(asked).toEqual([{ method: 'POST', path: '/api/login/guest', body: { name: 'Ann' } }])
  })
})

describe('an answer', () => {
  it.each([[undefined], ['<html>Welcome to our network'], [{}], [{ ...ann, name: 5 }], [[ann]]])(
    'that is not what was asked for is named by its status: %j',
    async (body) => {
      const { http } = answering({ status: 200, body })
      await expect(peopleApi(http).get('ann')).rejects.toMatchObject({ name: 'Refused', code: 'http-200' })
    },
  )

  it('that is no picture is named by its status', async () => {
    const { http } = answering({ status: 200, body: undefined })
    await expect(peopleApi(http).qr('ann')).rejects.toMatchObject({ code: 'http-200' })
  })

  it('that is a problem is named by its code, or else by its status', async () => {
    const told = answering({ status: 404, body: { code: 'unknown-person', detail: 'Nobody.' } })
    const untold = answering({ status: 502, body: '<html>Bad gateway' })
    await expect(peopleApi(told.http).get('x')).rejects.toMatchObject({ code: 'unknown-person' })
    await expect(peopleApi(untold.http).get('x')).rejects.toMatchObject({ code: 'http-502' })
  })

  it('of 204 holds nothing, and is taken as it comes', async () => {
    const { http } = answering({ status: 204, body: '' })
    await expect(http.own('DELETE /api/me/sessions')).resolves.not.toThrow()
  })

  it('to a renewal that cannot be read signs nobody out', async () => {
    for (const body of ['<html>', { token: 't' }])
      expect(await askRenewal(async () => ({ status: 200, body }))('t')).toBe('unreachable')
  })
})
