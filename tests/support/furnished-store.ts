import type { Store } from '../../server/store/store'
import { makeGroup } from '../contracts/store/rooms'
import { session } from '../contracts/store/sessions'
import { text, upTo } from '../contracts/store/store-tests'

/** One of everything that a store can hold. */
export async function furnish(store: Store): Promise<void> {
  const { accounts, sessions, rooms, messages, links, uploads, marks, hidden } = store
  const person = (id: string) => ({ id, name: `Name of ${id}`, avatar: '', created: 1_000 })
  await accounts.create(person('ann'), { kind: 'password', login: 'Ann', hash: 'h' })
  await accounts.create(person('bo'), { kind: 'wechat', openid: 'o-bo', unionid: 'u-bo' })
  await accounts.create(person('cy'), { kind: 'guest' })
  await sessions.begin({ ...session, id: 'there' })
  await sessions.begin({ ...session, id: 'out' })
  await sessions.revoke('out', 9_000)
  await makeGroup(store, 'r', 'ann', 'bo')
  await rooms.update('r', { code: 'K7Q' })
  await rooms.create(
    { id: 'd', kind: 'direct', name: '', created: 2_000 },
    [{ person: 'ann', role: 'member' }],
    'q',
  )
  await rooms.join('lobby', 'cy', 3_000, 10)
  await rooms.bar('r', 'cy')
  await rooms.read('r', 'bo', 7)
  await links.ask({ id: 'l1', from: 'ann', to: 'cy', note: 'tea?', time: 1, state: 'waiting' })
  await links.ask({ id: 'l2', from: 'bo', to: 'ann', note: '', time: 2, state: 'waiting' })
  await links.settle('l2', 'connected', 5)
  await links.pair('bo', 'ann', 'd', 6)
  await links.pair('ann', 'ann', 'own', 7)
  const own = { id: 'own', kind: 'direct', name: '', created: 7 } as const
  await rooms.create(own, [{ person: 'ann', role: 'member' }], 'pair/ann/ann')
  await links.block('cy', 'bo', 4)
  const upload = { owner: 'ann', room: 'r', size: 9, created: 4_000, state: 'coming' } as const
  await uploads.begin({ ...upload, id: 'upload1', kind: 'file', name: '报告.pdf' })
  await uploads.begin({ ...upload, id: 'upload2', kind: 'image' })
  await uploads.finish('upload2', 7, { media: 'upload2', type: 'image/png', size: 7, width: 4, height: 3 })
  await uploads.claim('upload2', 'm1')
  const share = { id: 'upload3', of: 'upload2', owner: 'bo', room: 'd', message: '1/f1', created: 5_000 }
  await uploads.share([share])
  // More than one step of the copy.
  await messages.append(
    'r',
    upTo(1_200).map((n) => text('ann', `m${n}`)),
  )
  await messages.append('r', [{ ...text('bo', 'reply', '嗨 😀'), reply: 3, mentions: ['ann'] }])
  await messages.append('d', [{ ...text('ann', 'back'), kind: 'recall', body: { seq: 1 } }])
  await messages.blank('r', 5, 'bo')
  const reaction = { person: 'ann', emoji: '👍', on: true }
  await marks.react('r', 10, [reaction, { ...reaction, person: 'bo' }])
  await marks.react('r', 9, [reaction])
  await marks.told('r', 9, 1, 1_201)
  await marks.react('d', 1, [{ ...reaction, emoji: '🍵' }])
  for (const seq of [3, 7]) await marks.pin('r', seq, true)
  await hidden.hide('r', 'ann', [4, 1_100], 10)
  await hidden.hide('d', 'ann', [1], 10)
  await rooms.mark('r', 'ann', 30)
  await rooms.read('d', 'ann', 1, true)
  await accounts.update('bo', { receipts: false })
  await messages.append('d', [{ ...text('ann', 'unheard'), audience: 'author' }])
  await messages.append('d', [{ ...text('bo', '1/f1'), source: 'of r' }])
  const edit = { kind: 'edit', body: { seq: 2, text: 'edited' } } as const
  const edits = [
    { ...text('ann', 'e1'), ...edit },
    { ...text('ann', 'e2'), ...edit, audience: 'author' as const },
  ]
  await messages.append('r', edits)
  for (const seq of [1_202, 1_203]) await messages.edit('r', seq)
}

/** What people see: it must be the same before and after. */
export async function seen({ accounts, sessions, rooms, messages, links, uploads, marks, hidden }: Store) {
  return {
    ann: await accounts.byLogin('ANN'),
    bo: await accounts.byOpenid('o-bo'),
    revoked: await sessions.isRevoked('out'),
    sessions: [await sessions.of('ann', 10), await sessions.get('out')],
    idle: await accounts.idleGuests(1_001, '', 10),
    lists: [await rooms.list('ann'), await rooms.list('bo'), await rooms.list('cy')],
    members: await rooms.members('r', undefined, 10),
    barred: await rooms.barred('r', undefined, 10),
    byCode: await rooms.byCode('K7Q'),
    lines: [await messages.after('r', 0, 2_000), await messages.after('d', 0, 10)],
    waiting: await links.waitingFor('cy'),
    settled: await links.get('l2'),
    pairs: [await links.pairsOf('ann'), await links.pairsOf('bo'), await links.roomOf('ann', 'ann')],
    blocked: [await links.blockedBy('cy'), await links.blockOf('cy', 'bo')],
    reactions: [
      (await marks.reactions('r', [9, 10])).sort((one, other) => one.seq - other.seq),
      (await marks.react('r', 9, [])).record,
      (await marks.react('r', 10, [])).record,
      (await marks.react('d', 1, [])).record,
    ],
    hidden: [await hidden.newest('r', 'ann', 10), await hidden.newest('d', 'ann', 10)],
    pins: [await marks.pinned('r'), await marks.pinned('d')],
    uploads: [await uploads.get('upload1'), await uploads.get('upload2'), await uploads.get('upload3')],
  }
}

export async function withStore<T>(store: Store, use: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}
