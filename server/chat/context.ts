import type { Port, ServerFrame } from '#protocol'
import type { Unsubscribe } from '../state/state'
import type { Client } from './client'
import { sendOnce } from './connect'
import { Appender } from './live/appender'
import { type PersonNews, personTopic, type RoomNews, roomTopic } from './live/news'
import { RoomHub } from './live/room-hub'
import { RoomHubs } from './live/room-hubs'
import { UserConnections } from './live/user-connections'
import { type ProfileNews, profiles } from './people'
import type { Meter, Ports, Wire } from './ports'
import { syncPresence } from './presence-sync'
import { resyncAfterGaps } from './resync'

/** Everything a command works with: the ports, and what is live on this node. */
export interface ChatContext {
  readonly ports: Ports
  readonly hubs: RoomHubs
  readonly userConnections: UserConnections
  readonly appender: Appender
  /** Tells every node about a room. */
  tellRoom(room: string, news: RoomNews): void
  /** Sends a frame to the sockets of a person on one port, wherever they are connected. */
  tellPerson(person: string, port: Port, frame: ServerFrame, except?: string): void
  /** Tells every node that the person is a member of the room from now on. */
  tellJoined(person: string, port: Port, room: string): void
  /** Lets a member hear of a room without being in it. */
  watch(client: Client, room: string): Promise<void>
  /** Takes a client out of a room. True when it was the person's last connection there. */
  leave(client: Client, hub: RoomHub): Promise<boolean>
  unwatch(client: Client, hub: RoomHub): void
  /** Stops listening. The sockets must be closed by then. */
  close(): void
}

/** Opens the domain on its ports: from now on it hears the other nodes. */
export async function openChat(ports: Ports, wire: Wire, meter: Meter): Promise<ChatContext> {
  const inner = build(ports, wire, meter)
  const unsubscribe = await hearProfiles(inner)
  const chat: ChatContext = {
    ...inner,
    close() {
      stopResyncing()
      unsubscribe()
    },
  }
  const stopResyncing = resyncAfterGaps(chat)
  syncPresence(chat)
  return chat
}

/** Whoever is here under another name or avatar shows it, and so do the rooms. */
function hearProfiles({ ports, userConnections, hubs }: Omit<ChatContext, 'close'>): Promise<Unsubscribe> {
  return ports.state.bus.subscribe(profiles, (news) => {
    const { person, rooms } = news as ProfileNews
    for (const client of userConnections.of(person.id)) client.person = person
    for (const room of rooms) hubs.get(room)?.rename(person)
  })
}

function build(ports: Ports, wire: Wire, meter: Meter): Omit<ChatContext, 'close'> {
  const { bus, presence } = ports.state
  const tellRoom = (room: string, news: RoomNews) => bus.publish(roomTopic(room), news)
  const tellPersonNews = (person: string, news: PersonNews) => bus.publish(personTopic(person), news)

  const hubs = new RoomHubs(
    (room) =>
      new RoomHub(room, ports, wire, meter, {
        putOut: (client, hub) => void leave(client, hub).catch(() => undefined),
        unwatch,
      }),
  )
  const userConnections = new UserConnections(bus, hearOfPerson)

  function hearOfPerson(person: string, news: PersonNews): void {
    const there = [...userConnections.of(person)].filter((client) => client.port === news.port)
    if (news.type === 'frame') {
      for (const client of there) if (client.id !== news.except) sendOnce(client, news.frame)
      return
    }
    // A watch that fails is made good by the next connection; the room itself is not affected.
    for (const client of there) void watch(client, news.room).catch(() => undefined)
  }

  async function watch(client: Client, room: string): Promise<void> {
    const hub = await hubs.hold(room)
    if (client.closed || client.watched.has(room)) return hubs.letGo(hub)
    client.watched.set(room, hub)
    hub.watchers.add(client)
  }

  function unwatch(client: Client, hub: RoomHub): void {
    if (!client.watched.delete(hub.id)) return
    hub.watchers.delete(client)
    hubs.letGo(hub)
  }

  async function leave(client: Client, hub: RoomHub): Promise<boolean> {
    if (!client.entered.delete(hub.id)) return false
    hub.release(client)
    try {
      const last = await presence.leave(hub.id, client.person.id, client.id)
      if (last) tellRoom(hub.id, { type: 'went', person: client.person })
      return last
    } finally {
      hubs.letGo(hub)
    }
  }

  return {
    ports,
    hubs,
    userConnections,
    appender: new Appender(ports, wire, meter, (room) => hubs.get(room)?.top ?? 0),
    tellRoom,
    tellPerson: (person, port, frame, except) =>
      tellPersonNews(person, { type: 'frame', port, frame, ...(except === undefined ? {} : { except }) }),
    tellJoined: (person, port, room) => tellPersonNews(person, { type: 'joined', port, room }),
    watch,
    leave,
    unwatch,
  }
}
