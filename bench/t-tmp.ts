import { ringing } from './ringing'
console.table(await ringing())
process.exit(0)
