import type { ClientFrameType, FrameOf, Port, ServerFrame } from '#protocol'
import type { Answer } from './answer'
import type { LiveCalls } from './calls/live-calls'
import type { Client } from './client'
import type { Appender } from './live/appender'
import type { RoomNews } from './live/news'
import type { ReactionGatherer } from './live/reaction-gatherer'
import type { RoomHubs } from './live/room-hubs'
import type { UserConnections } from './live/user-connections'
import type { Ports } from './ports'

/** Everything a command works with: the ports, and what is live on this node. */
export interface ChatContext {
  readonly ports: Ports
  readonly hubs: RoomHubs
  readonly userConnections: UserConnections
  readonly appender: Appender
  readonly reactions: ReactionGatherer
  readonly calls: LiveCalls
  /** Tells every node about a room. */
  tellRoom(room: string, news: RoomNews): void
  /** Sends a frame to the sockets of a person on one port, wherever they are connected. */
  tellPerson(person: string, port: Port, frame: ServerFrame, except?: string): void
  /** Tells every node that the person is a member of the room from now on. */
  tellJoined(person: string, port: Port, room: string): void
  /** Lets a member hear of a room without being in it. Idempotent. */
  watch(client: Client, room: string): Promise<void>
  /** Ends that. Idempotent. */
  unwatch(client: Client, room: string): void
  /** Takes a client out of a room. True when it was the person's last connection there. */
  leave(client: Client, room: string): Promise<boolean>
  /** Stops listening. The sockets must be closed by then. */
  close(): void
}

/**
 * What a frame does. The answer goes to the client who sent it; everyone else hears through the context.
 * A rejection with `StoreUnavailable` is answered `try-again`.
 */
export type Command<T extends ClientFrameType> = (
  frame: FrameOf<T>,
  client: Client,
  chat: ChatContext,
) => Answer | Promise<Answer>
