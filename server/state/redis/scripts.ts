import type { Result } from 'ioredis'
import beat from './scripts/beat.lua'
import hold from './scripts/hold.lua'
import join from './scripts/join.lua'
import leave from './scripts/leave.lua'
import release from './scripts/release.lua'
import swap from './scripts/swap.lua'
import sync from './scripts/sync.lua'
import take from './scripts/take.lua'

/** What Redis does in one step. The head of each script names its keys and arguments. */
export const scripts = {
  join: { numberOfKeys: 3, lua: join },
  leave: { numberOfKeys: 3, lua: leave },
  sync: { numberOfKeys: 3, lua: sync },
  beat: { numberOfKeys: 1, lua: beat },
  take: { numberOfKeys: 1, lua: take },
  hold: { numberOfKeys: 1, lua: hold },
  release: { numberOfKeys: 1, lua: release },
  swap: { numberOfKeys: 1, lua: swap },
}

/** The three keys of one set for one node; a hash tag keeps them together in a cluster. */
export type PresenceKeys = [people: string, counts: string, connections: string]

declare module 'ioredis' {
  interface RedisCommander<Context> {
    join(...args: [...PresenceKeys, person: string, connection: string]): Result<number, Context>
    leave(...args: [...PresenceKeys, person: string, connection: string]): Result<number, Context>
    sync(...args: [...PresenceKeys, ...connections: string[]]): Result<[string[], string[]], Context>
    beat(nodes: string, node: string, deadMs: number): Result<[number, string[]], Context>
    take(bucket: string, millis: number, burst: number, cost: number): Result<number, Context>
    hold(key: string, holder: string, ms: number): Result<number, Context>
    release(key: string, holder: string): Result<number, Context>
    swap(key: string, known: string, next: string, ms: number): Result<number, Context>
  }
}
