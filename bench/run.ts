import { cpus } from 'node:os'
import { append } from './append'
import { messageList } from './message-list'

/** One table for each subject; a subject is a function that measures and gives rows. */
const subjects = {
  'Accepted durable messages, 32 senders in one room, embedded store': append,
  'What crosses to the view of the message list': messageList,
}

const [cpu] = cpus()
process.stdout.write(`${cpus().length} × ${cpu?.model}, Node ${process.version}\n`)
for (const [title, measure] of Object.entries(subjects)) {
  process.stdout.write(`\n${title}\n`)
  // biome-ignore lint/suspicious/noConsole: a table on the terminal is what this command is for
  console.table(await measure())
}
