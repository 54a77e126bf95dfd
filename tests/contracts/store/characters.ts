import { expect } from 'vitest'
import { type StoreTests, text } from './store-tests'

/** What tends to break on its way through a database. */
const hard = [
  '你好，世界 🎉 👩‍👩‍👧‍👦 🇨🇳',
  'e\u0301 and \u00e9 stay two',
  `'"\`\\; DROP TABLE messages; -- $where { $ne: 1 } %s ? ?1 :a`,
  '__proto__',
  '{"seq":1}',
  ' blanks \t and\nlines\r\n ',
  'null',
  '😀'.repeat(4_000),
]
const names = ['__proto__', 'constructor', 'toString', 'a.b', '-', '_id']

export const letters: StoreTests = {
  'keeps a body to the letter': async ({ store }) => {
    await store.messages.append(
      'r',
      hard.map((body, index) => text('ann', `m${index}`, body)),
    )
    const lines = await store.messages.after('r', 0, 100)
    expect(lines.map(({ body }) => body)).toEqual(hard)
  },

  'keeps messages whose ids, authors and rooms are names of an object’s own': async ({ store }) => {
    for (const name of names) {
      const draft = { ...text(name, name), mentions: [name] }
      expect(await store.messages.append(name, [draft])).toMatchObject([{ seq: 1, repeated: false }])
      expect(await store.messages.append(name, [draft])).toMatchObject([{ seq: 1, repeated: true }])
      expect(await store.messages.get(name, 1)).toStrictEqual({ ...draft, seq: 1 })
    }
  },

  'keeps names, avatars and notes to the letter': async ({ store }) => {
    for (const [index, word] of hard.entries()) {
      const account = { id: `p${index}`, name: word, avatar: word, created: 1 }
      await store.accounts.create(account, { kind: 'password', login: `${word}${index}`, hash: word })
      expect(await store.accounts.byLogin(`${word}${index}`)).toEqual({ account, hash: word })
      const link = {
        id: `l${index}`,
        from: 'ann',
        to: `p${index}`,
        note: word,
        time: 1,
        state: 'waiting',
      } as const
      await store.links.ask(link)
      expect(await store.links.get(link.id)).toEqual(link)
    }
  },

  'keeps accounts, rooms and members whose ids are names of an object’s own': async ({ store }) => {
    for (const name of names) {
      const account = { id: name, name, avatar: '', created: 1 }
      const room = { id: name, kind: 'group', name, created: 1 } as const
      expect(await store.accounts.create(account, { kind: 'guest' })).toEqual({ created: true })
      expect(await store.accounts.get(name)).toEqual(account)
      await store.rooms.create(room, [{ person: name, role: 'owner' }], name)
      expect(await store.rooms.membership(name, name)).toMatchObject({ room: name, person: name })
    }
  },
}
