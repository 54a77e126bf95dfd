import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import type { AnswerOf, BodyOf } from '#protocol'
import { issueTicket } from '../../accounts/call-ticket'
import { isOwnCall } from '../../chat/calls/own-call'
import { accountOwner, identityOf } from '../authentication'
import { callAddress } from '../call-address'
import { exactly } from '../exactly'
import { limit } from '../limits'
import type { HttpOptions } from '../options'
import { ownOrigin } from '../own-origin'
import { HttpProblem, withBody, withToken } from '../problems'
import { qrPicture } from '../qr-picture'
import { responses } from '../responses'
import { callId, wechatCode } from '../schemas'
import { type Routes, security } from '../typed-fastify'

const params = Type.Object({ call: callId })

/** Ways into a call beside the program that asks: a browser, and WeChat's own voice rooms. */
export function callRoutes(http: Routes, options: HttpOptions): void {
  const { callPage, ports, publicUrl } = options

  http.post('/api/calls/:call/ticket', { schema: ticketSchema }, async (request) => {
    const identity = accountOwner(request)
    const { call } = request.params
    await limit('ticket', identity.person, options)
    await onlyOwn(call, identity.person, options)
    const base = callPage || publicUrl || ownOrigin(request)
    const { ticket, expires } = await issueTicket(identity, call, ports)
    const url = callAddress(base, { call, ticket })
    const picture = await qrPicture(url)
    const qr = `data:image/png;base64,${picture.toString('base64')}`
    return { ticket, expires, url, qr, page: callPage !== '' }
  })

  http.post('/api/calls/:call/voip', { schema: voipSchema }, async (request) => {
    const { wechat } = options.signIn
    if (!wechat) throw new HttpProblem('voip-off')
    const { person } = identityOf(request)
    const { call } = request.params
    await limit('voip', person, options)
    await onlyOwn(call, person, options)
    const timeStamp = Math.floor(ports.now() / 1_000)
    const talk = { groupId: call, nonceStr: randomBytes(16).toString('hex'), timeStamp }
    const signed = await wechat.voipSignature(request.body.code, talk)
    if ('refused' in signed) throw new HttpProblem(signed.refused)
    return { ...talk, ...signed }
  })
}

async function onlyOwn(call: string, person: string, { ports }: HttpOptions): Promise<void> {
  if (!(await isOwnCall(call, person, ports))) throw new HttpProblem('unknown-call')
}

const ticket = exactly<AnswerOf<'POST /api/calls/{call}/ticket'>>()(
  Type.Object({
    ticket: Type.String({ description: 'Good once, for this call and this person.' }),
    expires: Type.Integer({ minimum: 0, description: 'Milliseconds since 1970.' }),
    url: Type.String({ description: 'The page of the call in the web room.' }),
    qr: Type.String({ description: 'A QR code of it, as a `data:` address.' }),
    page: Type.Boolean({ description: 'Whether the page may stand in `<web-view>`.' }),
  }),
)

const ticketSchema = {
  summary: 'A ticket by which a browser joins a call, once and within a minute',
  security,
  params,
  response: responses({ 200: ticket }, ...withToken, 'unknown-call', 'ticket-session'),
}

const signature = exactly<AnswerOf<'POST /api/calls/{call}/voip'>>()(
  Type.Object({
    groupId: Type.String(),
    nonceStr: Type.String(),
    timeStamp: Type.Integer({ minimum: 0, description: 'Seconds since 1970.' }),
    signature: Type.String(),
  }),
)

const voipSchema = {
  summary: 'What `wx.joinVoIPChat` is called with',
  security,
  params,
  body: exactly<BodyOf<'POST /api/calls/{call}/voip'>>()(Type.Object({ code: wechatCode })),
  response: responses(
    { 200: signature },
    ...withToken,
    ...withBody,
    'unknown-call',
    'voip-off',
    'bad-wechat-code',
    'wechat-refused',
    'wechat-unavailable',
  ),
}
