import { openSqliteStore } from '../../../../server/store/sqlite/open'

/** Appends to the store in the given directory without end, and prints the `seq` of each answer. */
const store = await openSqliteStore({ dir: process.argv[2] ?? '' })
for (let n = 1; ; n += 1) {
  const [answer] = await store.messages.append('r', [
    { id: `m${n}`, from: 'ann', kind: 'text', body: `body ${n}`, time: n },
  ])
  if (answer && 'seq' in answer) process.stdout.write(`${answer.seq}\n`)
}
