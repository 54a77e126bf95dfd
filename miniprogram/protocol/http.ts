import { type MediaBody, type MediaKind, mediaFields } from './bodies'
import {
  type Field,
  field,
  list,
  object,
  optional,
  type Shape,
  type Shaped,
  shapeProblem,
  type TypeOf,
} from './fields'
import { serverId } from './ids'
import { anyString, count, flag, person, personFields, roomCard, time } from './values'

/** Somebody with whom one has a 1v1 room, and since when. */
export const contact = object({ person, room: serverId, since: time, online: flag })
export type Contact = TypeOf<typeof contact>

/** An invitation that waits for an answer. `person`: who asks, or who is asked. */
export const invitation = object({ link: serverId, person, note: anyString, time })
export type Invitation = TypeOf<typeof invitation>

/** Oneself: as others see one, and what is one's own to know. `receipts`: false where they are turned off. */
export const me = object({ ...personFields, receipts: optional(flag) })
export type Me = TypeOf<typeof me>

/** Who signed in, and what proves it until `expires`. Older servers do not say when that is. */
export const signedIn = object({ token: anyString, expires: optional(time), user: me })
export type SignedIn = TypeOf<typeof signedIn>

const accountKinds = ['guest', 'password', 'wechat'] as const
/** How somebody signs in: a guest has nothing to come back with. */
export type AccountKind = (typeof accountKinds)[number]
const accountKind = field<AccountKind>(
  (value) => accountKinds.some((kind) => kind === value),
  accountKinds.join(' or '),
)

/** One sign-in on one device. `device`: a short label; '' when unknown. `current`: the one that asks. */
export const signedInDevice = object({
  id: anyString,
  device: anyString,
  created: time,
  seen: time,
  current: flag,
})
export type SignedInDevice = TypeOf<typeof signedInDevice>

/** The body of the message that is to be said with an upload. */
export const media: Field<MediaBody> = field(
  (value) => Object.values(mediaFields).some((fields) => !shapeProblem(fields, value, '')),
  'an upload',
)

/**
 * A way into a call for a browser, good once until `expires`. `url` is the call's page, `qr` a picture of it as a `data:` address;
 * `page`: it may stand in WeChat's `<web-view>`.
 */
const callTicket = object({ ticket: anyString, expires: time, url: anyString, qr: anyString, page: flag })

/** What `wx.joinVoIPChat` is called with. `timeStamp`: seconds since 1970. */
const voipSignature = object({
  groupId: anyString,
  nonceStr: anyString,
  timeStamp: count,
  signature: anyString,
})
export type VoipSignature = TypeOf<typeof voipSignature>

const invitations = list(invitation)
const password = { name: anyString, password: anyString }
const upload = object({ upload: serverId, chunkBytes: count, missing: list(count) })

/**
 * What this client asks, by route: its body in JSON, and the answer; without one it is 204. `docs/HTTP.md` describes each.
 * Limits of what is sent are the server's to check.
 */
export const httpRoutes = {
  'GET /api/seal': { answer: object({ required: flag, keys: list(anyString) }) },
  'GET /api/login': { answer: object({ guest: flag, password: flag, wechat: flag }) },
  'POST /api/register': { body: password, answer: signedIn },
  'POST /api/login/password': { body: password, answer: signedIn },
  'POST /api/login/guest': { body: { name: anyString }, answer: signedIn },
  'POST /api/login/wechat': { body: { code: anyString }, answer: signedIn },
  'POST /api/login/ticket': { body: { ticket: anyString, call: anyString }, answer: signedIn },
  'POST /api/renew': { answer: signedIn },
  'POST /api/logout': {},
  'GET /api/me': { answer: me },
  'POST /api/me': {
    body: { name: optional(anyString), avatar: optional(anyString), receipts: optional(flag) },
    answer: me,
  },
  'POST /api/me/avatar': { answer: person },
  'POST /api/me/keep': { body: password, answer: signedIn },
  'POST /api/me/password': { body: { current: anyString, password: anyString }, answer: signedIn },
  'GET /api/me/sessions': {
    answer: object({ sessions: list(signedInDevice), account: optional(accountKind) }),
  },
  'DELETE /api/me/sessions': {},
  'DELETE /api/me/sessions/{id}': {},
  'GET /api/people/{id}': { answer: person },
  'GET /api/contacts': {
    answer: object({
      contacts: list(contact),
      invitations: object({ received: invitations, sent: invitations }),
      blocked: list(person),
    }),
  },
  'PUT /api/favourites': { answer: object({ room: serverId }) },
  'GET /api/rooms': { answer: object({ rooms: list(roomCard) }) },
  'GET /api/rooms/{room}': { answer: roomCard },
  'GET /api/rooms/{room}/pass': { answer: object({ pass: anyString, expires: time }) },
  'POST /api/calls/{call}/ticket': { answer: callTicket },
  'POST /api/calls/{call}/voip': { body: { code: anyString }, answer: voipSignature },
  'POST /api/media': { answer: media },
  'POST /api/media/{media}/poster': {},
  'POST /api/uploads': {
    body: { room: serverId, kind: anyString as Field<MediaKind>, name: optional(anyString), size: count },
    answer: upload,
  },
  'GET /api/uploads/{upload}': { answer: upload },
  'PUT /api/uploads/{upload}/{chunk}': {},
  'POST /api/uploads/{upload}/done': { answer: media },
} satisfies Record<string, { body?: Shape; answer?: Field<unknown> }>

type Routes = typeof httpRoutes
export type HttpRoute = keyof Routes
export type BodyOf<R extends HttpRoute> = Routes[R] extends { body: infer S extends Shape }
  ? Shaped<S>
  : undefined
export type AnswerOf<R extends HttpRoute> = Routes[R] extends { answer: infer F } ? TypeOf<F> : unknown

/** Whether a route answers with a body; else with 204. */
export function hasAnswer(route: HttpRoute): boolean {
  return 'answer' in httpRoutes[route]
}

/** Whether a body is the answer of a route. Total; fields that are not known here are allowed. */
export function isAnswer<R extends HttpRoute>(route: R, body: unknown): body is AnswerOf<R> {
  const { answer }: { answer?: Field<unknown> } = httpRoutes[route]
  return !answer?.problem(body, route)
}

/** An answer as it comes sealed: both in base64. */
const sealedAnswer = { nonce: anyString, sealed: anyString }
export type SealedAnswer = Shaped<typeof sealedAnswer>

export function isSealedAnswer(body: unknown): body is SealedAnswer {
  return !shapeProblem(sealedAnswer, body, '')
}
