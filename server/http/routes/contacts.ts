import { Type } from 'typebox'
import type { AnswerOf } from '#protocol'
import { contactsOf } from '../../chat/contacts'
import { identityOf } from '../authentication'
import { exactly } from '../exactly'
import type { HttpOptions } from '../options'
import { withToken } from '../problems'
import { responses } from '../responses'
import { contact, invitation, person } from '../schemas'
import { type Routes, security } from '../typed-fastify'

/** The people of one's 1v1 talks. */
export function contactRoutes(http: Routes, { ports }: HttpOptions): void {
  const contacts = exactly<AnswerOf<'GET /api/contacts'>>()(
    Type.Object({
      contacts: Type.Array(contact),
      invitations: Type.Object({ received: Type.Array(invitation), sent: Type.Array(invitation) }),
      blocked: Type.Array(person),
    }),
  )
  const schema = {
    summary: 'Contacts, invitations that wait for an answer, and people one has blocked',
    security,
    response: responses({ 200: contacts }, ...withToken),
  }
  http.get('/api/contacts', { schema }, async (request) => contactsOf(identityOf(request).person, ports))
}
