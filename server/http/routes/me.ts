import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { BodyOf, Me } from '#protocol'
import { isAvatar, isName, tidyName } from '#protocol'
import { meOf } from '../../chat/people'
import { mayWear } from '../../media/avatars'
import { identityOf } from '../authentication'
import { changeMe } from '../change-me'
import { exactly } from '../exactly'
import { limit } from '../limits'
import type { HttpOptions } from '../options'
import { HttpProblem, withBody, withToken } from '../problems'
import { responses } from '../responses'
import { me as meSchema } from '../schemas'
import { type Routes, security } from '../typed-fastify'

type Change = BodyOf<'POST /api/me'>

const change = exactly<Change>()(
  Type.Object({
    name: Type.Optional(Type.String()),
    avatar: Type.Optional(Type.String()),
    receipts: Type.Optional(Type.Boolean()),
  }),
)

/** How others see oneself. */
export function meRoutes(http: Routes, options: HttpOptions): void {
  const { accounts } = options.ports.store
  const reading = { summary: 'Oneself', security, response: responses({ 200: meSchema }, ...withToken) }
  http.get('/api/me', { schema: reading }, async (request) => {
    const me = await accounts.get(identityOf(request).person)
    // The token outlived the account: another store, or an older copy of it.
    if (!me) throw new HttpProblem('not-signed-in')
    return meOf(me)
  })

  const changing = {
    summary:
      'Change the name and the avatar, which everyone in the same rooms sees, and whether others see what one has read',
    security,
    body: change,
    response: responses({ 200: meSchema }, ...withToken, ...withBody, 'bad-name', 'bad-avatar'),
  }
  // Also by POST, for WeChat sends no PATCH.
  for (const method of ['PATCH', 'POST']) http.route({ method, url: '/api/me', schema: changing, handler })

  async function handler(request: FastifyRequest<{ Body: Change }>): Promise<Me> {
    const wanted = checked(request.body)
    const id = identityOf(request).person
    await limit('change', id, options)
    if (!(await mayWear(wanted.avatar ?? '', id, options.media))) throw new HttpProblem('bad-avatar')
    return changeMe(id, wanted, options)
  }
}

function checked({ name, avatar, receipts }: Change): Change {
  if (name === undefined && avatar === undefined && receipts === undefined)
    throw new HttpProblem('bad-request', { detail: 'Give a name, an avatar, or receipts.' })
  const tidy = name === undefined ? undefined : tidyName(name)
  if (tidy !== undefined && !isName(tidy)) throw new HttpProblem('bad-name')
  if (avatar !== undefined && !isAvatar(avatar)) throw new HttpProblem('bad-avatar')
  return {
    ...(tidy !== undefined && { name: tidy }),
    ...(avatar !== undefined && { avatar }),
    ...(receipts !== undefined && { receipts }),
  }
}
