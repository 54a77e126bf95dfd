import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TooBusy } from '../accounts/hashing'
import { MediaRefused } from '../media/media-refused'
import { StateUnavailable } from '../state/state'
import { StoreUnavailable } from '../store/store'
import { WechatUnavailable } from '../wechat/request'
import { HttpProblem, type ProblemCode, problemBody, problems } from './problems'

/** Milliseconds after which a request that met a closed door may come again, where nobody knows better. */
const pauseMs = 5_000

/** Makes every error of every route a problem in JSON, and tells the log of those that are our fault. */
export function replyWithProblems(http: FastifyInstance): void {
  http.setErrorHandler<FastifyError>((error, request, reply) => sendProblem(error, request, reply))
  http.setNotFoundHandler((request, reply) => sendProblem(new HttpProblem('not-found'), request, reply))
}

/** Answers with the problem that an error means. */
export function sendProblem(error: FastifyError | HttpProblem, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error)
  const { status } = problems[problem.code]
  if (problem.code === 'internal') request.log.error({ err: error }, 'a request failed')
  else if (status === 503) request.log.warn({ problem: problem.code, reason: error.message }, 'not available')

  if (status === 401) reply.header('www-authenticate', 'Bearer')
  const wait = problem.retryAfter ?? (status === 503 ? pauseMs : undefined)
  if (wait !== undefined) reply.header('retry-after', Math.ceil(wait / 1_000))
  return reply.status(status).type('application/problem+json').send(problemBody(problem))
}

/** What Fastify found wrong before a route was asked. */
const early: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'not-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-json',
  FST_ERR_VALIDATION: 'bad-request',
  // Of uploads: a body that is no form, one with more in it than a file, and one whose file has no end.
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'wrong-body',
  FST_PARTS_LIMIT: 'wrong-body',
  FST_FILES_LIMIT: 'wrong-body',
  FST_FIELDS_LIMIT: 'wrong-body',
  FST_PROTO_VIOLATION: 'wrong-body',
  FST_REQ_FILE_TOO_LARGE: 'file-too-large',
}

/** What is over in a moment. */
const passing = [StoreUnavailable, StateUnavailable, TooBusy]

function problemOf(error: FastifyError | HttpProblem): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof MediaRefused) return new HttpProblem(error.code)
  // Their messages are for the log: they may name hosts and tables.
  if (passing.some((kind) => error instanceof kind)) return new HttpProblem('try-again')
  if (error instanceof WechatUnavailable) return new HttpProblem('wechat-unavailable')
  const code = early[error.code]
  if (code === 'bad-request') return new HttpProblem(code, { detail: error.message })
  if (code) return new HttpProblem(code)
  const byClient = error.statusCode !== undefined && error.statusCode < 500
  return new HttpProblem(byClient ? 'bad-request' : 'internal')
}
