import { Type } from 'typebox'
import { tidyId } from '#protocol'
import { identityOf } from '../authentication'
import { limit } from '../limits'
import type { HttpOptions } from '../options'
import { HttpProblem, withToken } from '../problems'
import { responses } from '../responses'
import { person } from '../schemas'
import { type Routes, security } from '../typed-fastify'

/** Finding somebody by the id that they told. */
export function peopleRoutes(http: Routes, options: HttpOptions): void {
  const schema = {
    summary: 'A person by id; capitals make no difference',
    security,
    params: Type.Object({ id: Type.String() }),
    response: responses({ 200: person }, ...withToken, 'unknown-person'),
  }
  http.get('/api/people/:id', { schema }, async (request) => {
    await limit('lookUp', identityOf(request).person, options)
    const found = await options.ports.people.get(tidyId(request.params.id).toLowerCase())
    if (!found) throw new HttpProblem('unknown-person')
    return found
  })
}
