import { Type } from 'typebox'
import type { AnswerOf } from '#protocol'
import { favouritesOf } from '../../chat/favourites'
import { identityOf } from '../authentication'
import { exactly } from '../exactly'
import type { HttpOptions } from '../options'
import { withToken } from '../problems'
import { responses } from '../responses'
import { type Routes, security } from '../typed-fastify'

/** The room of a person with themselves. */
export function favouriteRoutes(http: Routes, { ports }: HttpOptions): void {
  const favourites = exactly<AnswerOf<'PUT /api/favourites'>>()(Type.Object({ room: Type.String() }))
  const schema = {
    summary: 'The room with oneself, for what one keeps; it is made when it is not there',
    security,
    response: responses({ 200: favourites }, ...withToken),
  }
  http.put('/api/favourites', { schema }, async (request) => ({
    room: await favouritesOf(identityOf(request).person, ports),
  }))
}
