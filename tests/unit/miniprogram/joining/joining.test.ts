import { describe, expect, it } from 'vitest'
import { Joining } from '../../../../miniprogram/joining/joining'
import type { RoomCard } from '../../../../miniprogram/protocol/index'
import { Refused } from '../../../../miniprogram/session/refused'
import { SimulatedStorage } from '../../../support/simulated-storage'

const card = (id: string): RoomCard => ({
  id,
  kind: 'group',
  name: id,
  role: 'member',
  members: 1,
  top: 0,
  read: 0,
  unread: 0,
  code: 'ABC',
})

/** A joining over rooms that answer as they are told. `join`: a room, or the code of a refusal. */
function open({ known = [] as string[], join = 'tea', storage = new SimulatedStorage() } = {}) {
  const joined: string[] = []
  const rooms = {
    async join(code: string): Promise<RoomCard> {
      joined.push(code)
      if (join.includes('-') || join === 'offline') throw new Refused(join)
      return card(join)
    },
  }
  const list = { card: (id: string) => (known.includes(id) ? card(id) : undefined), refresh: async () => {} }
  const me = { get: () => ({ id: 'ann', name: 'Ann', avatar: '' }) }
  return {
    joining: new Joining({
      rooms,
      roomList: list,
      me,
      storage,
      home: 'https://chat.example',
      opened: Promise.resolve(),
    }),
    joined,
    storage,
  }
}

describe('arriving', () => {
  it('joins the room of a scanned code, once', async () => {
    const { joining, joined } = open()
    joining.remember({ scene: 'c%3Dabc' })
    expect(await joining.arrive()).toEqual({ open: 'room', room: 'tea', kind: 'group' })
    expect(await joining.arrive()).toEqual({ open: 'home' })
    expect(joined).toEqual(['ABC'])
  })

  it('opens a room one is in already, though the card’s code is an old one', async () => {
    const { joining, joined } = open({ known: ['tea'], join: 'unknown-code' })
    joining.remember({ room: 'tea', code: 'OLD', from: 'bo' })
    expect(await joining.arrive()).toMatchObject({ open: 'room', room: 'tea' })
    expect(joined).toEqual([])
  })

  it('says kindly what is wrong: expired, full, foreign, unreadable, not one’s own', async () => {
    const at = async (query: Record<string, string>, join: string) => {
      const { joining } = open({ join })
      joining.remember(query)
      return joining.arrive()
    }
    expect(await at({ scene: 'c=abc' }, 'unknown-code')).toEqual({ open: 'nowhere', problem: 'expired' })
    expect(await at({ scene: 'c=abc' }, 'room-full')).toEqual({ open: 'nowhere', problem: 'room-full' })
    expect(await at({ scene: '???' }, 'tea')).toEqual({ open: 'nowhere', problem: 'unreadable' })
    expect(await at({ room: 'elsewhere' }, 'tea')).toEqual({ open: 'nowhere', problem: 'expired' })
    const { joining } = open()
    joining.scanned({ result: 'https://evil.example/' })
    expect(await joining.arrive()).toEqual({ open: 'nowhere', problem: 'foreign' })
  })

  it('keeps the wish through signing in, a lost network and the end of the program', async () => {
    const { joining, storage } = open({ join: 'offline' })
    joining.remember({ scene: 'c=abc' })
    joining.remember({})
    await expect(joining.arrive()).rejects.toMatchObject({ code: 'offline' })
    const again = open({ storage }).joining
    expect(again.pending()).toEqual({ to: 'code', code: 'ABC' })
    expect(await again.arrive()).toMatchObject({ open: 'room', room: 'tea' })
    expect(open({ storage }).joining.pending()).toBeUndefined()
  })

  it('goes back to the page that was open, in the window where it was', async () => {
    const { joining, storage } = open({ known: ['tea'] })
    joining.returnTo({ room: 'tea' }, 'ann')
    expect(open({ storage }).joining.isReturning).toBe(false)
    joining.returnTo({}, 'ann')
    expect(joining.isReturning).toBe(true)
    expect(await joining.arrive()).toEqual({ open: 'room', room: 'tea', kind: 'group' })
    expect(joining.isReturning).toBe(false)
  })

  it('goes back as the one who was there, and takes no page for an invitation that has expired', async () => {
    const { joining } = open({ known: ['tea'] })
    joining.returnTo({ room: 'tea' }, 'bo')
    expect(joining.pending()).toBeUndefined()
    expect(await joining.arrive()).toEqual({ open: 'home' })
    joining.returnTo({ room: 'gone' }, 'ann')
    expect(await joining.arrive()).toEqual({ open: 'home' })
    joining.returnTo({ room: 'lobby' }, 'bo')
    expect(await joining.arrive()).toEqual({ open: 'room', room: 'lobby', kind: 'lobby' })
  })

  it('follows an invitation first, and forgets no invitation for the page that was open', async () => {
    const { joining } = open({ join: 'club' })
    joining.remember({ scene: 'c=abc' })
    joining.returnTo({ room: 'tea' }, 'ann')
    expect(await joining.arrive()).toMatchObject({ open: 'room', room: 'club' })
    expect(await joining.arrive()).toEqual({ open: 'home' })
  })

  it('makes cards that carry room, code and inviter', () => {
    expect(open().joining.card({ id: 'tea', code: 'ABC' })).toEqual({ room: 'tea', code: 'ABC', from: 'ann' })
    expect(open().joining.card({ id: 'lobby' })).toEqual({ room: 'lobby', from: 'ann' })
  })
})
