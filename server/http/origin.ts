import type { FastifyRequest } from 'fastify'
import { deviceOf } from '../accounts/device'
import type { Origin } from '../accounts/sessions'
import { addressKey } from '../net/address'

/** From which device and address a request comes. */
export function originOf(request: FastifyRequest): Origin {
  return { device: deviceOf(request.headers['user-agent']), address: addressKey(request.ip) }
}
