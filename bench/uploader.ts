import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { constants, setPriority } from 'node:os'

/** People who upload the same file again and again, each several at once, until they are ended; then it prints what came of it. */
const [path = '', address = '', portText = '', cut = '', ...tokens] = process.argv.slice(2)
const port = Number(portText)
/** Uploads of each of them at once. */
const atOnce = 3
// They bring machines of their own: of this one they get what the others leave.
setPriority(constants.priority.PRIORITY_LOW)

/** How uploads ended; `gone` are those without an answer. */
const outcome = { taken: 0, refused: 0, 'too fast': 0, busy: 0, gone: 0 }
const boundary = 'the-end-of-the-file'
const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="upload"\r\n\r\n`
const form = Buffer.concat([Buffer.from(head), readFileSync(path), Buffer.from(`\r\n--${boundary}--\r\n`)])

function again(token: string): void {
  const next = () => setImmediate(() => again(token))
  upload(token).then((end) => {
    outcome[end] += 1
    next()
  }, next)
}

function upload(token: string): Promise<keyof typeof outcome> {
  return new Promise((done) => {
    const sending = request({
      port,
      host: '127.0.0.1',
      path: address,
      method: 'POST',
      agent: false,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'content-length': form.length,
      },
    })
    sending.on('response', (response) => {
      response.resume()
      response.on('close', () => done(endOf(response.statusCode ?? 0)))
    })
    sending.on('close', () => done('gone'))
    sending.on('error', () => undefined)
    if (cut === 'cut') sending.write(form.subarray(0, form.length / 2), () => sending.destroy())
    else sending.end(form)
  })
}

function endOf(status: number): keyof typeof outcome {
  if (status < 300) return 'taken'
  if (status === 429) return 'too fast'
  return status === 503 ? 'busy' : 'refused'
}

process.once('SIGTERM', () => process.stdout.write(JSON.stringify(outcome), () => process.exit()))
for (const token of tokens) for (let at = 0; at < atOnce; at += 1) again(token)
process.stdout.write('begun\n')
