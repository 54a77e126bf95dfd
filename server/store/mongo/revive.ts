/** Milliseconds between two looks. */
const everyMs = 1_000
/** Looks in which a heartbeat may be under way: it takes at most its period and the time of a connection. */
const mostLooks = 5

/** What the driver tells of its looks at a server, by the server's address. */
export interface Heartbeats {
  on(
    event: 'serverHeartbeatStarted' | 'serverHeartbeatSucceeded' | 'serverHeartbeatFailed',
    hear: (heartbeat: { connectionId: string }) => void,
  ): unknown
}

/**
 * Connects anew where the driver has stopped looking for its server, or when told to. A heartbeat that it writes to a
 * socket in the moment between the end of it and the news of that waits for a drain that never comes (`mongodb` 7.8
 * and 7.9, `Connection.writeCommand`); from then on the server is taken for dead, whatever becomes of it.
 *
 * Looks are counted and not milliseconds: a process that was stopped for a while has not waited. `onClient` is
 * given each client, the first as well.
 */
export function reviveWhenStuck<Client extends Heartbeats>(
  client: () => Client,
  connectAnew: () => Promise<unknown>,
  onClient: (client: Client) => void,
): { revive(): void; stop(): void } {
  const underWay = new Map<string, number>()
  let reviving = false
  let wanted = false
  const listen = () => {
    underWay.clear()
    wanted = false
    const heartbeats = client()
    heartbeats.on('serverHeartbeatStarted', ({ connectionId }) => underWay.set(connectionId, 0))
    for (const event of ['serverHeartbeatSucceeded', 'serverHeartbeatFailed'] as const)
      heartbeats.on(event, ({ connectionId }) => underWay.delete(connectionId))
    onClient(heartbeats)
  }
  const revive = async () => {
    if (reviving) return
    reviving = true
    wanted = true
    // Where there is no server yet, the next look tries again.
    const done = await connectAnew().then(
      () => true,
      () => false,
    )
    if (done) listen()
    reviving = false
  }
  listen()
  const looking = setInterval(() => {
    for (const [server, looks] of underWay) underWay.set(server, looks + 1)
    const stuck = [...underWay.values()].some((looks) => looks > mostLooks)
    if (stuck || wanted) void revive()
  }, everyMs)
  looking.unref()
  return { revive: () => void revive(), stop: () => clearInterval(looking) }
}
