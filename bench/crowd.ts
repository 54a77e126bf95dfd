import { guest } from '../tests/support/people'
import { fill } from './flood'
import { ourDialect, speak } from './rival'

/** New guests who only listen, in a process of their own, until it is ended: `crowd.ts <port> <how many>`. */
const [port = '', many = ''] = process.argv.slice(2)
const address = { httpUrl: `http://127.0.0.1:${port}`, groupUrl: `ws://127.0.0.1:${port}` }
const tokens: string[] = []
while (tokens.length < Number(many)) tokens.push((await guest(address, `listener ${tokens.length}`)).token)
const way = speak(ourDialect, Number(port), tokens)
await fill(way, tokens.length, { frames: 0, bytes: 0 })
process.stdout.write('in\n')
