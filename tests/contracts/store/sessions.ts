import { expect } from 'vitest'
import type { SessionRecord } from '../../../server/store/sessions'
import { type StoreTests, upTo } from './store-tests'

export const session: SessionRecord = {
  id: 'one',
  person: 'ann',
  device: 'Chrome · Windows',
  address: 'where',
  created: 1_000,
  seen: 1_000,
  expires: 9_000,
}

export const sessions: StoreTests = {
  'keeps a session as it was given, and the first of two with one id': async ({ store, other }) => {
    await store.sessions.begin(session)
    await store.sessions.begin({ ...session, person: 'bo', device: '' })
    expect(await other.sessions.get('one')).toStrictEqual(session)
    expect(await other.sessions.get('two')).toBeUndefined()
  },

  'changes what is given, and no time goes back': async ({ store }) => {
    await store.sessions.begin(session)
    await store.sessions.touch('one', 2_000, {})
    expect(await store.sessions.get('one')).toStrictEqual({ ...session, seen: 2_000 })
    const change = { device: '', address: 'there', expires: 9_500 }
    await store.sessions.touch('one', 1_500, change)
    await store.sessions.touch('one', 1_500, { expires: 9_100 })
    expect(await store.sessions.get('one')).toStrictEqual({ ...session, ...change, seen: 2_000 })
    await store.sessions.touch('two', 2_000, change)
    expect(await store.sessions.get('two')).toBeUndefined()
  },

  'lists the sessions of a person, last seen first, so many of them': async ({ store }) => {
    for (const n of upTo(3)) await store.sessions.begin({ ...session, id: `s${n}`, seen: n * 1_000 })
    await store.sessions.begin({ ...session, id: 'other', person: 'bo' })
    await store.sessions.touch('s1', 4_000, {})
    const ids = async (limit: number) => (await store.sessions.of('ann', limit)).map(({ id }) => id)
    expect(await ids(10)).toEqual(['s1', 's3', 's2'])
    expect(await ids(2)).toEqual(['s1', 's3'])
    expect(await store.sessions.of('cy', 10)).toEqual([])
  },

  'knows a session that was revoked, on every server, and lists it no more': async ({ store, other }) => {
    await store.sessions.begin(session)
    expect(await store.sessions.isRevoked('one')).toBe(false)
    await store.sessions.revoke('one', 2_000)
    await store.sessions.revoke('one', 2_000)
    // A token of an older version has no record.
    await store.sessions.revoke('two', 2_000)
    for (const id of ['one', 'two']) expect(await other.sessions.isRevoked(id)).toBe(true)
    expect(await other.sessions.isRevoked('three')).toBe(false)
    expect(await other.sessions.of('ann', 10)).toEqual([])
  },

  'knows the addresses of the sessions of a person, of revoked ones too': async ({ store }) => {
    await store.sessions.begin(session)
    await store.sessions.revoke('one', 2_000)
    expect(await store.sessions.isKnown('ann', 'where')).toBe(true)
    expect(await store.sessions.isKnown('ann', 'elsewhere')).toBe(false)
    expect(await store.sessions.isKnown('bo', 'where')).toBe(false)
  },

  'forgets sessions and revocations whose time is past, and only those': async ({ store }) => {
    await store.sessions.begin({ ...session, expires: 1_000 })
    await store.sessions.begin({ ...session, id: 'young', expires: 3_000 })
    // A revoked one is remembered as long as its revocation.
    await store.sessions.begin({ ...session, id: 'out', expires: 1_000 })
    await store.sessions.revoke('out', 3_000)
    await store.sessions.revoke('old', 1_000)
    await store.sessions.sweep(2_000)
    expect(await store.sessions.get('one')).toBeUndefined()
    expect(await store.sessions.get('young')).toBeDefined()
    expect(await store.sessions.get('out')).toBeDefined()
    expect(await store.sessions.isRevoked('old')).toBe(false)
    expect(await store.sessions.isRevoked('out')).toBe(true)
  },
}
