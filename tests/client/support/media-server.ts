interface Request {
  url: string
  header: { range?: string }
  timeout: number
  success(answer: { statusCode: number; data: ArrayBuffer }): void
  fail(failure: { errMsg: string }): void
}

/** Answers `wx.request` for parts of files, as a server of ours does. */
export class MediaServer {
  /** The file, whatever its id. */
  bytes = Buffer.from('tea')
  /** A pass that it takes; every other one is refused. */
  pass = 'p1'
  /** What goes wrong instead, from the given piece on: a code of the server, or what WeChat fails with. */
  trouble: { from: number; what: 'unknown-media' | 'timeout' | 'no network' | 'silence' } | undefined
  /** The first byte of each part that was asked for. */
  readonly asked: number[] = []
  /** The longest that one request may take. */
  longest = 0

  get wx() {
    return { request: (request: Request) => this.#answer(request) }
  }

  #answer({ url, header, timeout, success, fail }: Request) {
    const [first = 0, last = 0] =
      /(\d+)-(\d+)/
        .exec(header.range ?? '')
        ?.slice(1)
        .map(Number) ?? []
    this.asked.push(first)
    this.longest = Math.max(this.longest, timeout)
    const refuse = (statusCode: number, code: string) =>
      success({ statusCode, data: exact(Buffer.from(JSON.stringify({ code }))) })
    const { trouble } = this
    const what = trouble && first >= trouble.from ? trouble.what : undefined
    const task = { abort: () => fail({ errMsg: 'request:fail abort' }) }
    if (what === 'silence') return task
    queueMicrotask(() => {
      if (what === 'timeout') fail({ errMsg: 'request:fail timeout' })
      else if (what === 'no network')
        fail({ errMsg: 'request:fail errcode:-106 net::ERR_INTERNET_DISCONNECTED' })
      else if (what !== undefined) refuse(404, what)
      else if (!url.endsWith(`pass=${this.pass}`)) refuse(403, 'bad-pass')
      else success({ statusCode: 206, data: exact(this.bytes.subarray(first, last + 1)) })
    })
    return task
  }
}

function exact(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
