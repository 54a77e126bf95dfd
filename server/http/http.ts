import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { onlySignedIn } from './authentication'
import { readJson } from './bodies'
import { closeInTime } from './closing'
import { allowOrigins } from './cors'
import { onlyKnownHosts } from './known-hosts'
import { lateSerializers } from './late-serializers'
import { describeRoutes } from './openapi'
import type { HttpOptions } from './options'
import { paceRefused } from './paced'
import { replyWithProblems, sendProblem } from './problem-replies'
import { logRequests } from './request-log'
import { accountRoutes } from './routes/account'
import { avatarFileRoute, avatarRoutes } from './routes/avatars'
import { callRoutes } from './routes/calls'
import { contactRoutes } from './routes/contacts'
import { favouriteRoutes } from './routes/favourites'
import { healthRoutes } from './routes/health'
import { meRoutes } from './routes/me'
import { mediaRoutes } from './routes/media'
import { mediaFileRoutes } from './routes/media-files'
import { peopleRoutes } from './routes/people'
import { qrRoute } from './routes/qr'
import { roomRoutes } from './routes/rooms'
import { sessionRoutes } from './routes/session'
import { signInRoutes } from './routes/sign-in'
import { uploadRoutes } from './routes/uploads'
import { webRoom } from './routes/web-room'
import { sealAnswers, sealRoute } from './sealed-answers'
import { setSecurityHeaders } from './security-headers'
import type { Routes } from './typed-fastify'
import { patience, refuseUnreadable } from './unreadable'
import { validator } from './validators'

/** Bytes of a body. */
const bodyLimit = 65_536

/** The HTTP server with all its routes, not listening yet. */
export async function openHttp(options: HttpOptions): Promise<FastifyInstance> {
  const http = newServer(options)
  http.decorateRequest('identity', undefined)
  closeInTime(http)
  readJson(http)
  replyWithProblems(http)
  paceRefused(http, options.media.pace)
  logRequests(http, options)
  await setSecurityHeaders(http, options)
  onlyKnownHosts(http, options)
  allowOrigins(http, options)
  await describeRoutes(http, options)

  await webRoom(http, options)
  healthRoutes(http, options)
  sealRoute(http, options)
  signInRoutes(http, options)
  avatarFileRoute(http, options)
  mediaFileRoutes(http, options)
  await http.register(async (own: Routes) => {
    onlySignedIn(own, options)
    // Behind it: unwrapping a key costs a third of a millisecond, which a client without a token does not get.
    sealAnswers(own, options)
    for (const add of [
      sessionRoutes,
      accountRoutes,
      meRoutes,
      peopleRoutes,
      roomRoutes,
      qrRoute,
      contactRoutes,
      favouriteRoutes,
      callRoutes,
    ])
      add(own, options)
    await avatarRoutes(own, options)
    await mediaRoutes(own, options)
    await uploadRoutes(own, options)
  })
  return http
}

function newServer({ log, trustProxy, tarpit }: HttpOptions): Routes {
  return fastify({
    loggerInstance: log as FastifyBaseLogger,
    // Fastify's own lines hold whole addresses; `request-log.ts` writes ours.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    bodyLimit,
    requestTimeout: patience.requestTimeout,
    http: patience,
    clientErrorHandler: refuseUnreadable(tarpit),
    // An address that cannot be decoded never reaches the error handler.
    frameworkErrors: sendProblem,
    schemaController: { compilersFactory: { buildSerializer: lateSerializers } },
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(validator)
}
