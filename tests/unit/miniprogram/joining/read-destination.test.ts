import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPath, readQuery, readScanned } from '../../../../miniprogram/joining/read-destination'

const home = 'https://chat.example'
const unreadable = { to: 'nowhere', problem: 'unreadable' }
const foreign = { to: 'nowhere', problem: 'foreign' }

describe('a scanned scene', () => {
  it('joins by a code, opens a room, or shows a person', () => {
    expect(readQuery({ scene: 'c%3Dabc234' })).toEqual({ to: 'code', code: 'ABC234' })
    expect(readQuery({ scene: 'c=ABC234' })).toEqual({ to: 'code', code: 'ABC234' })
    expect(readQuery({ scene: 'r%3Dlobby' })).toEqual({ to: 'room', room: 'lobby' })
    expect(readQuery({ scene: 'u%3D2xk4m7' })).toEqual({ to: 'person', person: '2xk4m7' })
  })

  it('that is damaged or forged is unreadable', () => {
    const forged = ['', 'c=', '=x', 'x=1', 'c=a b', '%', 'c=%zz', `c=${'a'.repeat(31)}`, 'c=a&r=b', 'r=<b>']
    for (const scene of forged) expect(readQuery({ scene })).toEqual(unreadable)
  })
})

describe('a shared card', () => {
  it('carries room, code and inviter', () => {
    expect(readQuery({ room: 'tea', code: 'abc', from: 'ann' })).toEqual({
      to: 'code',
      code: 'ABC',
      room: 'tea',
      from: 'ann',
    })
    expect(readQuery({ room: 'lobby', from: 'ann' })).toEqual({ to: 'room', room: 'lobby', from: 'ann' })
    expect(readQuery({})).toEqual({ to: 'home' })
  })

  it('with something else where an id should be is unreadable', () => {
    for (const query of [
      { room: '../x' },
      { code: '' },
      { room: 'tea', from: '<b>' },
      { person: 'x'.repeat(65) },
    ])
      expect(readQuery(query)).toEqual(unreadable)
  })
})

describe('a scanned code', () => {
  it('of this program is read by its path', () => {
    expect(readScanned({ path: 'pages/group-room/group-room?scene=c%3Dabc' }, home)).toEqual({
      to: 'code',
      code: 'ABC',
    })
    expect(readPath('pages/home/home')).toEqual({ to: 'home' })
  })

  it('of the web room is read by its address', () => {
    const result = `${home}/#/pages/group-room/group-room?room=tea&code=abc`
    expect(readScanned({ result }, `${home}/`)).toEqual({ to: 'code', code: 'ABC', room: 'tea' })
    expect(readScanned({ result: home }, home)).toEqual({ to: 'home' })
  })

  it('of anything else is foreign', () => {
    const strange = [
      'https://evil.example/#/x?room=tea',
      `${home}.evil/#/x?room=tea`,
      'WIFI:S:cafe;;',
      'hello',
    ]
    for (const result of strange) expect(readScanned({ result }, home)).toEqual(foreign)
    expect(readScanned({}, home)).toEqual(unreadable)
  })

  it('has an answer whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (result) => {
        readScanned({ result }, home)
        readScanned({ result: `${home}/#/p?${result}` }, home)
        readQuery({ scene: result })
      }),
    )
  })
})
