import { offer, type Person, paths } from '#protocol'
import { type Client, open } from '../conformance/client'

/** Somebody who is signed in. */
export interface SignedIn {
  person: Person
  token: string
}

/** The addresses of a server that runs. */
interface Addresses {
  httpUrl: string
  groupUrl: string
}

/** Signs a new guest in. */
export async function guest({ httpUrl }: Addresses, name: string): Promise<SignedIn> {
  const response = await fetch(`${httpUrl}/api/login/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  if (!response.ok) throw new Error(`Signing in was answered with ${response.status}.`)
  const { token, user } = (await response.json()) as { token: string; user: Person }
  return { person: user, token }
}

/** A new group of new guests, who are members and have no socket. */
export async function group(server: Addresses, many: number): Promise<{ room: string; guests: SignedIn[] }> {
  const names = Array.from({ length: many }, (_, at) => `guest ${at + 1}`)
  const guests = await Promise.all(names.map((name) => guest(server, name)))
  const clients = await Promise.all(guests.map(({ token }) => openGroup(server, token)))
  const [founder, ...others] = clients
  if (!founder) throw new Error('A group needs somebody.')
  const { room } = await founder.ask('room', { type: 'create', id: 'group', name: 'Tea house' })
  for (const client of others) await client.ask('room', { type: 'join', code: room.code })
  await Promise.all(clients.map((client) => client.close()))
  return { room: room.id, guests }
}

export function openGroup({ groupUrl }: Addresses, token: string): Promise<Client> {
  return open(groupUrl + paths.group, offer(token))
}
