import { describe } from 'vitest'
import { runAll } from './run-all'
import { accounts } from './store/accounts'
import { appending } from './store/appending'
import { letters } from './store/characters'
import { durability } from './store/durability'
import { editing } from './store/edits'
import { hidden } from './store/hidden'
import { invitations } from './store/invitations'
import { marks } from './store/marks'
import { memberships } from './store/memberships'
import { pairs } from './store/pairs'
import { reading } from './store/reading'
import { roomList } from './store/room-list'
import { rooms } from './store/rooms'
import { sessions } from './store/sessions'
import { shares } from './store/shares'
import { signingIn } from './store/signing-in'
import type { OpenedStore } from './store/store-tests'
import { uploads } from './store/uploads'

const suites = {
  appending,
  reading,
  editing,
  letters,
  accounts,
  'signing in': signingIn,
  sessions,
  rooms,
  memberships,
  'the list of rooms': roomList,
  invitations,
  'pairs and blocks': pairs,
  uploads,
  'shared files': shares,
  'reactions and pins': marks,
  'what is hidden, and marked unread': hidden,
  durability,
}

/** Holds an adapter to what `server/store/store.ts` promises. `open` gives a fresh store each time. */
export function describeStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(`store: ${name}`, () => {
    for (const [part, tests] of Object.entries(suites)) describe(part, () => runAll(tests, open))
  })
}
