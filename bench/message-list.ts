import { ListController } from '../miniprogram/components/message-list/list-controller'
import type { ListView, Measure } from '../miniprogram/components/message-list/list-view'
import type { Line } from '../miniprogram/messages/line'
import { median, percentile } from './figures'

const appended = 1_000
const pages = 40
const pageLines = 50
/** Characters of a message: what people write in a chat. */
const text = '明天下午三点在老地方见，记得带上相机和那本书。'

/** One row of the result. */
interface Row {
  'the list has': number
  what: string
  'bytes of setData (median)': number
  p99: number
}

const people = ['Ann', 'Bo', 'Cy', 'Di'].map((name, at) => ({
  id: `person-${at}-0123456789`,
  name,
  avatar: 'preset:3',
}))

function line(seq: number): Line {
  const from = people[seq % people.length] ?? { id: '', name: '', avatar: '' }
  const id = `abcdefghij-kx${seq}`
  const time = 1_760_000_000_000 + seq * 20_000
  return {
    key: `${from.id}.${id}`,
    seq,
    id,
    from,
    mine: false,
    kind: 'text',
    text,
    time,
    status: 'sent',
    mentionsMe: false,
  }
}

const linesFrom = (first: number, count: number): Line[] =>
  Array.from({ length: count }, (_, at) => line(first + at))

/** A view that counts what crosses to it, in the bytes that WeChat carries as JSON. */
export class CountingView implements ListView {
  bytes = 0
  /** Where the reader is: at the end, or at the start. */
  scrollTop = 9_400

  set(change: Record<string, unknown>): Promise<void> {
    this.bytes += Buffer.byteLength(JSON.stringify(change))
    return Promise.resolve()
  }

  // Each row stays where it was.
  measure(): Promise<Measure & { row: number }> {
    return Promise.resolve({ top: 0, scrollTop: this.scrollTop, content: 10_000, view: 600, row: 0 })
  }

  scrollTo(): void {}
  rows() {
    return Promise.resolve({ rows: [], height: 600 })
  }

  ask(): void {}
  looked(): void {}
  countsReaders(): boolean {
    return false
  }
}

/** Lets the list finish all that it was told. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

async function bytesOf(view: CountingView, change: () => void): Promise<number> {
  view.bytes = 0
  change()
  await settled()
  return view.bytes
}

/** Bytes of `setData` for one message at the end and for one page of history in front, in lists of 50 and 5,000. */
export async function messageList(): Promise<Row[]> {
  const rows: Row[] = []
  for (const length of [50, 5_000]) {
    rows.push(
      await measure(length, 'a message is appended', appending),
      await measure(length, 'a page of 50 is prepended', prepending),
    )
  }
  return rows
}

const opened = { more: true, newer: false, read: 0, unread: 0, place: 'newest' } as const

type Measuring = (view: CountingView, controller: ListController, length: number) => Promise<number[]>

async function measure(length: number, what: string, how: Measuring): Promise<Row> {
  const view = new CountingView()
  const controller = new ListController(view, () => Date.now())
  controller.take({ type: 'all', lines: linesFrom(10_000, length), ...opened })
  await settled()
  const bytes = await how(view, controller, length)
  return {
    'the list has': length,
    what,
    'bytes of setData (median)': median(bytes),
    p99: percentile(bytes, 0.99),
  }
}

const appending: Measuring = async (view, controller, length) => {
  const bytes: number[] = []
  for (let index = length; index < length + appended; index += 1) {
    const lines = [...controller.lines, line(10_000 + index)]
    bytes.push(
      await bytesOf(view, () => controller.take({ type: 'tail', lines, index, arrived: 1, newer: false })),
    )
  }
  return bytes
}

const prepending: Measuring = async (view, controller) => {
  const bytes: number[] = []
  // A reader of the history is at the top, so that all of the page is drawn.
  view.scrollTop = 0
  controller.scrolled(0, 10_000)
  await settled()
  for (let page = 1; page <= pages; page += 1) {
    const lines = [...linesFrom(10_000 - page * pageLines, pageLines), ...controller.lines]
    const change = { type: 'older', lines, count: pageLines, more: true, newer: false } as const
    bytes.push(await bytesOf(view, () => controller.take(change)))
  }
  return bytes
}
