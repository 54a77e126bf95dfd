import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Port, RefusalCode } from '#protocol'
import { closes } from '#protocol'
import type { Meter } from '../chat/ports'

/** What the server counts, for Prometheus. */
export interface Metrics extends Meter {
  /** A socket was opened. */
  opened(port: Port): void
  /** A socket was closed with this code. */
  closed(port: Port, code: number): void
  /** A frame of a client came in; `type` is one of the protocol's, or `unknown`. */
  received(port: Port, type: string): void
  refused(code: RefusalCode): void
  /** Messages were stored and acknowledged, in one batch that took so long. */
  appended(messages: number, seconds: number): void
  /** So many frames were handed to sockets. */
  delivered(frames: number): void
  /** An HTTP request was answered; `route` is the pattern, not the address. */
  answered(method: string, route: string, status: number, seconds: number): void
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const batchSizes = [1, 2, 5, 10, 20, 50, 100, 200, 500]

/** Codes that get a series: ours and those of RFC 6455. A client may close with any of a thousand others. */
const namedCloses = new Set([
  ...Object.values(closes).map(({ code }) => code as number),
  ...[1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1011],
])

/** Metrics of one server, in a registry of their own: two servers in one process do not add up. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const series = seriesIn(registry)

  return {
    opened: (port) => series.connections.inc({ port }),
    closed(port, code) {
      series.connections.dec({ port })
      series.closes.inc({ code: namedCloses.has(code) ? String(code) : 'other' })
    },
    received: (port, type) => series.frames.inc({ port, type }),
    refused: (code) => series.refusals.inc({ code }),
    appended(messages, took) {
      series.accepted.inc(messages)
      series.appendSize.observe(messages)
      series.appendTime.observe(took)
    },
    delivered: (frames) => series.delivered.inc(frames),
    answered: (method, route, status, took) => series.http.observe({ method, route, status }, took),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

function seriesIn(registry: Registry) {
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, buckets: number[], labelNames: L[]) =>
    new Histogram({ name, help, buckets, labelNames, registers })

  return {
    connections: new Gauge({
      name: 'chat_connections',
      help: 'Open sockets',
      labelNames: ['port'],
      registers,
    }),
    frames: counter('chat_frames_total', 'Frames that clients sent', ['port', 'type']),
    refusals: counter('chat_refusals_total', 'Frames that were refused', ['code']),
    closes: counter('chat_closes_total', 'Sockets that were closed', ['code']),
    accepted: counter('chat_accepted_total', 'Messages that were stored and acknowledged', []),
    delivered: counter('chat_delivered_total', 'Frames that were handed to sockets', []),
    appendSize: histogram('chat_append_batch_size', 'Messages stored at once', batchSizes, []),
    appendTime: histogram('chat_append_seconds', 'Time to store a batch', seconds, []),
    http: histogram('chat_http_seconds', 'Time to answer HTTP', seconds, ['method', 'route', 'status']),
  }
}
