import { t } from '../../i18n/index'
import type { Member, Person } from '../../protocol/index'
import type { Presence } from '../../rooms/room'

/** A member as a row shows them. */
export interface Row {
  id: string
  name: string
  avatar: string
  role: Member['role']
  online: boolean
  /** What the button of the owner says, for those who do not see it. */
  manage: string
}

export function rowOf({ person, role, online }: Member): Row {
  return { ...person, role, online, manage: t('people.manage', { name: person.name }) }
}

/** Rows with a further page behind them; a person who moved between two pages is listed once. */
export function withPage(rows: readonly Row[], page: readonly Member[]): Row[] {
  const known = new Set(rows.map(({ id }) => id))
  return [...rows, ...page.filter(({ person }) => !known.has(person.id)).map(rowOf)]
}

/** Rows after a person took another name or avatar. */
export function renamed(rows: readonly Row[], person: Person): Row[] {
  return rows.map((row) =>
    row.id === person.id ? { ...row, ...person, manage: t('people.manage', { name: person.name }) } : row,
  )
}

/** Rows after some people came and went. Where only those online are shown, the others are taken out and put in. */
export function afterPresence(rows: readonly Row[], { joined, left }: Presence, onlineOnly: boolean): Row[] {
  const gone = new Set(left.map(({ id }) => id))
  const came = new Set(joined.map(({ id }) => id))
  const marked = rows.map((row) => {
    const online = came.has(row.id) || (row.online && !gone.has(row.id))
    return online === row.online ? row : { ...row, online }
  })
  if (!onlineOnly) return marked
  const fresh = joined.map((person): Member => ({ person, role: 'member', online: true }))
  return withPage(
    marked.filter(({ online }) => online),
    fresh,
  )
}
