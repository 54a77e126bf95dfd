import type { Port, ServerFrame } from '#protocol'
import type { Unsubscribe } from '../state/state'
import { tellDrifts } from './drift'
import { Appender } from './live/appender'
import { Feed } from './live/feed'
import { Feeds } from './live/feeds'
import { type PersonNews, personTopic, type RoomNews, roomTopic } from './live/news'
import { Residents } from './live/residents'
import { mendAfterGaps } from './mend'
import { type ProfileNews, profiles } from './people'
import type { Meter, Ports, Wire } from './ports'
import { tellOnce } from './visit'
import type { Visitor } from './visitor'

/** Everything a verb works with: the ports, and what is live on this node. */
export interface House {
  readonly ports: Ports
  readonly feeds: Feeds
  readonly residents: Residents
  readonly appender: Appender
  /** Tells every node about a room. */
  tellRoom(room: string, news: RoomNews): void
  /** Sends a frame to the sockets of a person on one port, wherever they are connected. */
  tellPerson(person: string, port: Port, frame: ServerFrame, except?: string): void
  /** Tells every node that the person is a member of the room from now on. */
  tellJoined(person: string, port: Port, room: string): void
  /** Lets a member hear of a room without being in it. */
  watch(visitor: Visitor, room: string): Promise<void>
  /** Takes a visitor out of a room. True when it was the person's last connection there. */
  leave(visitor: Visitor, feed: Feed): Promise<boolean>
  unwatch(visitor: Visitor, feed: Feed): void
  /** Stops listening. The sockets must be closed by then. */
  close(): void
}

/** Opens the domain on its ports: from now on it hears the other nodes. */
export async function openHouse(ports: Ports, wire: Wire, meter: Meter): Promise<House> {
  const inner = build(ports, wire, meter)
  const unsubscribe = await hearProfiles(inner)
  const home: House = {
    ...inner,
    close() {
      stopMending()
      unsubscribe()
    },
  }
  const stopMending = mendAfterGaps(home)
  tellDrifts(home)
  return home
}

/** Whoever is here under another name or avatar shows it, and so do the rooms. */
function hearProfiles({ ports, residents, feeds }: Omit<House, 'close'>): Promise<Unsubscribe> {
  return ports.state.bus.subscribe(profiles, (news) => {
    const { person, rooms } = news as ProfileNews
    for (const visitor of residents.of(person.id)) visitor.person = person
    for (const room of rooms) feeds.get(room)?.rename(person)
  })
}

function build(ports: Ports, wire: Wire, meter: Meter): Omit<House, 'close'> {
  const { bus, presence } = ports.state
  const tellRoom = (room: string, news: RoomNews) => bus.publish(roomTopic(room), news)
  const tellPersonNews = (person: string, news: PersonNews) => bus.publish(personTopic(person), news)

  const feeds = new Feeds(
    (room) =>
      new Feed(room, ports, wire, meter, {
        putOut: (visitor, feed) => void leave(visitor, feed).catch(() => undefined),
        unwatch,
      }),
  )
  const residents = new Residents(bus, hearOfPerson)

  function hearOfPerson(person: string, news: PersonNews): void {
    const there = [...residents.of(person)].filter((visitor) => visitor.port === news.port)
    if (news.type === 'frame') {
      for (const visitor of there) if (visitor.id !== news.except) tellOnce(visitor, news.frame)
      return
    }
    // A watch that fails is made good by the next connection; the room itself is not affected.
    for (const visitor of there) void watch(visitor, news.room).catch(() => undefined)
  }

  async function watch(visitor: Visitor, room: string): Promise<void> {
    const feed = await feeds.hold(room)
    if (visitor.closed || visitor.watched.has(room)) return feeds.letGo(feed)
    visitor.watched.set(room, feed)
    feed.watchers.add(visitor)
  }

  function unwatch(visitor: Visitor, feed: Feed): void {
    if (!visitor.watched.delete(feed.id)) return
    feed.watchers.delete(visitor)
    feeds.letGo(feed)
  }

  async function leave(visitor: Visitor, feed: Feed): Promise<boolean> {
    if (!visitor.entered.delete(feed.id)) return false
    feed.release(visitor)
    try {
      const last = await presence.go(feed.id, visitor.person.id, visitor.id)
      if (last) tellRoom(feed.id, { type: 'went', person: visitor.person })
      return last
    } finally {
      feeds.letGo(feed)
    }
  }

  return {
    ports,
    feeds,
    residents,
    appender: new Appender(ports, wire, meter, (room) => feeds.get(room)?.top ?? 0),
    tellRoom,
    tellPerson: (person, port, frame, except) =>
      tellPersonNews(person, { type: 'frame', port, frame, ...(except === undefined ? {} : { except }) }),
    tellJoined: (person, port, room) => tellPersonNews(person, { type: 'joined', port, room }),
    watch,
    leave,
    unwatch,
  }
}
