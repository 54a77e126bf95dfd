import type { Arrival, Destination } from './destination'

/** The way from a scanned code, a card or a link to the right page, through sign-in where that is needed. */
export interface Joining {
  /** Takes a page's `onLoad` query (`scene`, or `room`/`code`/`person` and `from`) and keeps it through sign-in. */
  remember(query: Record<string, string | undefined>): Destination
  /** Reads what `wx.scanCode` gave (`path` for codes of this program, else `result`) and keeps it. */
  scanned(scan: { path?: string; result?: string }): Destination
  /** What is kept, if anything. */
  pending(): Destination | undefined
  /** Follows what is kept (joins the room where needed) and forgets it. Rejects with `Refused` when offline: it is kept then. */
  arrive(): Promise<Arrival>
  /** The query of a share card: a path such as `/pages/group-room/group-room?room=…&code=…&from=…`. */
  card(room: { id: string; code?: string }): { room: string; code?: string; from?: string }
}
