import type { Link } from '../links'

export const linkColumns = 'id, sender, receiver, note, time, state, settled'

export interface LinkRow {
  id: string
  sender: string
  receiver: string
  note: string
  time: number
  state: Link['state']
  settled: number | null
}

export function linkOf({ id, sender, receiver, note, time, state, settled }: LinkRow): Link {
  const link: Link = { id, from: sender, to: receiver, note, time, state }
  if (settled !== null) link.settled = settled
  return link
}
