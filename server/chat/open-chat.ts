import type { Unsubscribe } from '../state/state'
import { LiveCalls } from './calls/live-calls'
import type { Client } from './client'
import { openClientRooms } from './client-rooms'
import type { ChatContext } from './context'
import { sendOnce } from './invitations'
import { Appender } from './live/appender'
import { type PersonNews, personTopic, type RoomNews, roomTopic } from './live/news'
import { ReactionGatherer } from './live/reaction-gatherer'
import { RoomHub } from './live/room-hub'
import { RoomHubs } from './live/room-hubs'
import { UserConnections } from './live/user-connections'
import { hearProfiles } from './people'
import type { Meter, Ports, Wire } from './ports'
import { syncPresence } from './presence-sync'
import { resyncAfterGaps } from './resync'

/** Opens the domain on its ports: from now on it hears the other nodes. */
export async function openChat(ports: Ports, wire: Wire, meter: Meter): Promise<ChatContext> {
  const inner = build(ports, wire, meter)
  const unsubscribe = await showProfiles(inner)
  const chat: ChatContext = {
    ...inner,
    close() {
      stopResyncing()
      chat.calls.close()
      unsubscribe()
    },
  }
  const stopResyncing = resyncAfterGaps(chat)
  syncPresence(chat)
  return chat
}

/** A person who is connected here under another name or avatar shows it, and so do their rooms. */
function showProfiles({ ports, userConnections, hubs }: Omit<ChatContext, 'close'>): Promise<Unsubscribe> {
  return hearProfiles(ports.state.bus, ({ person, rooms, apart }) => {
    for (const client of userConnections.of(person.id)) client.person = person
    for (const room of rooms) hubs.get(room)?.rename(person, apart.includes(room))
  })
}

function build(ports: Ports, wire: Wire, meter: Meter): Omit<ChatContext, 'close'> {
  const { bus } = ports.state
  const tellRoom = (room: string, news: RoomNews) => bus.publish(roomTopic(room), news)
  const tellPersonNews = (person: string, news: PersonNews) => bus.publish(personTopic(person), news)

  const hubs = new RoomHubs(
    (room) =>
      new RoomHub(room, ports, wire, meter, {
        putOut: (client) => void clientRooms.leave(client, room).catch(() => undefined),
        unwatch: (watcher) => clientRooms.unwatch(watcher, room),
        talking: () => calls.group.talkingIn(room),
      }),
  )
  const clientRooms = openClientRooms(hubs, ports.state.presence, tellRoom)
  const userConnections = new UserConnections(bus, hearOfPerson)

  function hearOfPerson(person: string, news: PersonNews): void {
    if (news.type === 'call') return calls.hear(person, news)
    const there = [...userConnections.of(person)].filter((client) => client.port === news.port)
    if (news.type === 'frame') {
      for (const client of there) if (isFor(client, news)) sendOnce(client, news.frame)
      return
    }
    // A watch that fails is made good by the next connection; the room itself is not affected.
    for (const client of there) void clientRooms.watch(client, news.room).catch(() => undefined)
  }

  const appender = new Appender(ports, wire, meter, (room) => hubs.get(room)?.state.top ?? 0)
  const gather: Wire['gather'] = (flush) => wire.gather(flush)
  const calls = new LiveCalls({ ports, appender, userConnections, tellPersonNews, tellRoom, gather })
  return {
    ports,
    hubs,
    userConnections,
    appender,
    reactions: new ReactionGatherer(ports, appender),
    calls,
    tellRoom,
    tellPerson: (person, port, frame, except) =>
      tellPersonNews(person, { type: 'frame', port, frame, ...(except === undefined ? {} : { except }) }),
    tellJoined: (person, port, room) => tellPersonNews(person, { type: 'joined', port, room }),
    ...clientRooms,
  }
}

function isFor({ id }: Client, { except, only }: Extract<PersonNews, { type: 'frame' }>): boolean {
  return id !== except && (only === undefined || id === only)
}
