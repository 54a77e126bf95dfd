import type { OpenSocket } from '../session/ports'

/** The close code of a socket that ended without one. */
const lost = 1006
/** Milliseconds that WeChat itself gives a socket to open. */
const openMs = 20_000

/** One of WeChat's sockets, of which a phone may have no more than two. */
export const openSocket: OpenSocket = (url, protocols, events) => {
  const fail = () => events.closed(lost, '')
  const task = wx.connectSocket({ url, protocols, timeout: openMs, tcpNoDelay: true, fail })
  const close = () => task.close({ code: 1000, reason: '', fail: () => {} })
  task.onOpen(() => events.opened())
  task.onMessage(({ data }) => {
    if (typeof data === 'string') events.message(data)
  })
  // Some hosts report an error and no close after it. WeChat's slot must be released either way.
  task.onError(() => {
    close()
    fail()
  })
  task.onClose(({ code, reason }) => events.closed(code, reason))
  return { send: (data) => task.send({ data, fail: () => {} }), close }
}
