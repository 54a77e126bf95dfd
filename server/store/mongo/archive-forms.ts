import type { Kind, Records } from '../archive'
import type { Credential } from '../store'
import { accountOf, credentialOf, keyOf } from './accounts'
import { hiddenDoc } from './hidden'
import { linkDoc, linkOf, pairId } from './links'
import { reactionsId } from './marks'
import { membershipId } from './memberships'
import type {
  AccountDoc,
  BarredDoc,
  BlockDoc,
  HiddenDoc,
  LinkDoc,
  MembershipDoc,
  PairDoc,
  PinsDoc,
  ReactionsDoc,
  RevocationDoc,
  RoomDoc,
  SessionDoc,
  UploadDoc,
} from './models'
import { docOf, roomOf } from './room-doc'
import { recordOf } from './sessions'

interface Docs {
  accounts: AccountDoc
  sessions: SessionDoc
  revocations: RevocationDoc
  memberships: MembershipDoc
  rooms: RoomDoc
  barred: BarredDoc
  links: LinkDoc
  pairs: PairDoc
  blocks: BlockDoc
  uploads: UploadDoc
  reactions: ReactionsDoc
  pins: PinsDoc
  hidden: HiddenDoc
}

interface Form<Record, Doc> {
  order: { [field: string]: 1 }
  record(doc: Doc): Record
  doc(record: Record): Doc
}

const byId = { _id: 1 } as const

/** How one kind of records is read and written. */
export const forms: { [K in Kind]: Form<Records[K], Docs[K]> } = {
  accounts: { order: byId, record: accountRecord, doc: accountDoc },
  sessions: {
    order: byId,
    record: (doc) => ({ ...recordOf(doc), ended: doc.ended }),
    doc: ({ id, ...session }) => ({ _id: id, ...session }),
  },
  revocations: {
    order: byId,
    record: ({ _id, until }) => ({ session: _id, until }),
    doc: ({ session, until }) => ({ _id: session, until }),
  },
  memberships: {
    order: byId,
    record: ({ _id, ...membership }) => membership,
    doc: (membership) => ({ _id: membershipId(membership.room, membership.person), ...membership }),
  },
  rooms: { order: byId, record: roomRecord, doc: roomDoc },
  barred: {
    order: byId,
    record: ({ room, person }) => ({ room, person }),
    doc: ({ room, person }) => ({ _id: membershipId(room, person), room, person }),
  },
  links: { order: { time: 1, _id: 1 }, record: linkOf, doc: linkDoc },
  pairs: {
    order: byId,
    record: ({ one, other, room, since }) => {
      const [first = one, second = other] = [one, other].sort()
      return { one: first, other: second, room, since }
    },
    doc: (pair) => ({ _id: pairId(pair.one, pair.other), ...pair }),
  },
  blocks: {
    order: byId,
    record: ({ by, person, read = 0 }) => ({ by, person, read }),
    doc: (block) => ({ _id: `${block.by} ${block.person}`, ...block }),
  },
  uploads: {
    order: byId,
    record: ({ _id, ...upload }) => ({ id: _id, ...upload }),
    doc: ({ id, ...upload }) => ({ _id: id, ...upload }),
  },
  reactions: {
    // As SQLite has them: ids of numbers as texts are in another order.
    order: { room: 1, seq: 1 },
    record: ({ _id, people, untold, ...rest }) => ({
      ...rest,
      people: JSON.stringify(people),
      untold: JSON.stringify(untold),
    }),
    doc: ({ people, untold, ...rest }) => ({
      _id: reactionsId(rest.room, rest.seq),
      ...rest,
      people: JSON.parse(people),
      untold: JSON.parse(untold),
    }),
  },
  pins: {
    order: byId,
    record: ({ _id, version, seqs }) => ({ room: _id, version, seqs: JSON.stringify(seqs) }),
    doc: ({ room, version, seqs }) => ({ _id: room, version, seqs: JSON.parse(seqs) }),
  },
  hidden: {
    // As SQLite has them: ids of numbers as texts are in another order.
    order: { room: 1, person: 1, seq: 1 },
    record: ({ _id, ...hidden }) => hidden,
    doc: hiddenDoc,
  },
}

function accountRecord(doc: AccountDoc): Records['accounts'] {
  const { kind: _kind, ...signsIn } = credentialOf(doc)
  const { receipts, ...shown } = accountOf(doc)
  return { ...shown, seen: doc.seen, ...signsIn, ...(receipts === false && { receipts: 0 }) }
}

function accountDoc({
  id,
  login,
  hash = '',
  openid,
  unionid,
  receipts,
  ...shown
}: Records['accounts']): AccountDoc {
  return {
    _id: id,
    ...shown,
    ...(receipts === 0 && { receipts: false as const }),
    ...keyOf(id, credential()),
  }

  function credential(): Credential {
    if (login !== undefined) return { kind: 'password', login, hash }
    if (openid === undefined) return { kind: 'guest' }
    return { kind: 'wechat', openid, ...(unionid === undefined ? {} : { unionid }) }
  }
}

/** Who asked for a room, and how: every room has it here, for the index wants one from each. */
function roomDoc({ owner = '', founder = '', request, ...room }: Records['rooms']): RoomDoc {
  return docOf(room, { owner, founder, request: request ?? room.id, members: 0 })
}

function roomRecord(doc: RoomDoc): Records['rooms'] {
  const { owner, founder, request } = doc
  return {
    ...roomOf(doc),
    ...(owner === '' ? {} : { owner }),
    ...(founder === '' ? {} : { founder, request }),
  }
}
