import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openIceServers } from '../../../../server/turn/ice-servers'

const secret = 'a secret that the TURN servers share'
const time = 1_700_000_000_500

function open(turnUrls: string[], now = () => time) {
  return openIceServers({ turnUrls, turnSecret: secret, now })
}

describe('the servers by which a call may go', () => {
  it('are none where none are set', () => {
    expect(open([])('ann')).toEqual([])
  })

  it('are those that ask for no password, and those that do with a user name and password', () => {
    const urls = ['stun:a', 'turn:a?transport=udp', 'TURNS:a:5349']
    const [stun, turn, ...more] = open(urls)('ann')
    expect(more).toEqual([])
    expect(stun).toEqual({ urls: ['stun:a'] })
    expect(turn).toEqual({
      urls: urls.slice(1),
      username: expect.any(String),
      credential: expect.any(String),
    })
    expect(open(['stun:a'])('ann')).toEqual([stun])
    expect(open(urls.slice(1))('ann')).toEqual([turn])
  })

  it('take a user name that ends in ten minutes, and its HMAC-SHA1 as the password', () => {
    const [turn] = open(['turn:a'])('ann')
    expect(turn?.username).toMatch(/^1700000600:[\w-]{22}$/)
    expect(turn?.credential).toBe(
      createHmac('sha1', secret)
        .update(turn?.username ?? '')
        .digest('base64'),
    )
  })

  it('know a person again, and neither who it is nor another', () => {
    const aliasOf = (person: string, now?: () => number) =>
      open(['turn:a'], now)(person)[0]?.username?.split(':')[1]
    expect(aliasOf('ann')).toBe(aliasOf('ann', () => time + 86_400_000))
    expect(aliasOf('ann')).not.toBe(aliasOf('bob'))
    expect(aliasOf('ann')).not.toContain('ann')
  })
})
