import { Type } from 'typebox'
import type {
  Body,
  Contact,
  Invitation,
  Kind,
  Me,
  MediaBody,
  Message,
  Person,
  RoomCard,
  SealedAnswer,
  SignedIn,
  SignedInDevice,
} from '#protocol'
import { avatarPattern, limits } from '#protocol'
import { exactly } from './exactly'
import { type ProblemBody, type ProblemCode, problems } from './problems'

/** Milliseconds since 1970, sizes and positions. */
const count = Type.Integer({ minimum: 0 })

/** The id of a room in an address; what is none never reaches the store. */
export const roomParams = Type.Object({ room: Type.String({ pattern: '^[\\w.-]{1,64}$' }) })

/** The id of a call: of two people, or of a group. */
export const callId = Type.String({ pattern: '^[\\w.-]{1,64}$' })

/** WeChat's have 32 characters; the page on `wx.login` promises no length. */
export const wechatCode = Type.String({
  minLength: 1,
  maxLength: 128,
  description: 'What `wx.login` gave. Good once.',
})

/** What somebody signs in with. */
export const login = Type.String({
  description: '3 to 32 letters, digits or `_.-`; capitals make no difference.',
})
export const password = Type.String({ description: '8 to 128 characters.' })

/** What stands under `components/schemas` of the OpenAPI document; routes refer to it by `named`. */
export const components = {
  Person: exactly<Person>()(
    Type.Object(
      {
        id: Type.String(),
        name: Type.String({ description: `At most ${limits.nameLength} characters.` }),
        avatar: Type.String({
          pattern: avatarPattern,
          description: 'Empty, `preset:1` to `preset:24`, or `/media/avatars/…`',
        }),
      },
      { $id: 'Person' },
    ),
  ),
  Me: exactly<Me>()(
    Type.Object(
      {
        id: Type.String(),
        name: Type.String(),
        avatar: Type.String(),
        receipts: Type.Optional(
          Type.Boolean({ description: 'False where one has turned off that others see what one has read.' }),
        ),
      },
      { $id: 'Me' },
    ),
  ),
  // One schema for four shapes: a test compares its fields with theirs.
  Media: Type.Object(
    {
      media: Type.String(),
      type: Type.Optional(Type.String({ description: 'Of all but files: what the bytes are.' })),
      name: Type.Optional(Type.String({ description: 'Of a file.' })),
      size: Type.Integer({ minimum: 1, description: 'Bytes.' }),
      width: Type.Optional(Type.Integer({ description: 'Pixels, of a picture or a video.' })),
      height: Type.Optional(Type.Integer({ description: 'Pixels, of a picture or a video.' })),
      moving: Type.Optional(Type.Boolean({ description: 'Of a GIF or WebP: whether it moves.' })),
      duration: Type.Optional(Type.Integer({ description: 'Milliseconds, of a voice message or a video.' })),
    },
    { $id: 'Media' },
  ),
  Message: exactly<Message>()(
    Type.Object(
      {
        seq: Type.Integer({ minimum: 1, description: 'The number of the message in its room: 1, 2, 3, …' }),
        id: Type.String({ description: 'The id that the author gave it.' }),
        from: named<Person>('Person'),
        kind: Type.Unsafe<Kind>(Type.String({ description: 'The kinds are in docs/PROTOCOL.md.' })),
        body: Type.Unsafe<Body>(
          // The last one takes what a kind has, whatever that is: what stands in no schema would be left out.
          Type.Union(
            [Type.String(), named<MediaBody>('Media'), Type.Object({}, { additionalProperties: true })],
            { description: 'By its kind; see docs/PROTOCOL.md.' },
          ),
        ),
        time: count,
        reply: Type.Optional(count),
        mentions: Type.Optional(Type.Array(Type.String())),
        forwarded: Type.Optional(Type.Boolean({ description: 'It was said elsewhere before.' })),
        by: Type.Optional(Type.String({ description: 'Who took a message back; without it, its author.' })),
        edited: Type.Optional(
          Type.Integer({ description: 'The `seq` of the edit that gave a text its words.' }),
        ),
        reactions: Type.Optional(
          Type.Object({
            version: count,
            counts: Type.Array(Type.Object({ emoji: Type.String(), count })),
            mine: Type.Optional(Type.Array(Type.String(), { description: 'The emojis of the reader.' })),
          }),
        ),
      },
      { $id: 'Message' },
    ),
  ),
  RoomCard: exactly<RoomCard>()(
    Type.Object(
      {
        id: Type.String(),
        kind: Type.Enum(['lobby', 'group', 'direct']),
        name: Type.String(),
        role: Type.Enum(['owner', 'member', 'none']),
        members: count,
        top: count,
        read: count,
        unread: Type.Integer({ minimum: 0, maximum: 100, description: '100: a hundred or more.' }),
        marked: Type.Optional(
          Type.Integer({ description: 'From which message on one has marked the room unread.' }),
        ),
        mentioned: Type.Optional(
          Type.Integer({ description: 'The oldest unread message that mentions the reader, or everyone.' }),
        ),
        code: Type.Optional(Type.String({ description: 'By which others join; rooms of kind `group`.' })),
        peer: Type.Optional(named<Person>('Person')),
        last: Type.Optional(named<Message>('Message')),
      },
      { $id: 'RoomCard' },
    ),
  ),
  Contact: exactly<Contact>()(
    Type.Object(
      { person: named<Person>('Person'), room: Type.String(), since: count, online: Type.Boolean() },
      { $id: 'Contact' },
    ),
  ),
  Invitation: exactly<Invitation>()(
    Type.Object(
      { link: Type.String(), person: named<Person>('Person'), note: Type.String(), time: count },
      { $id: 'Invitation' },
    ),
  ),
  SignedIn: exactly<Required<SignedIn>>()(
    Type.Object(
      {
        token: Type.String({ description: 'For `Authorization: Bearer`.' }),
        expires: Type.Integer({ description: 'When the token ends, in milliseconds since 1970.' }),
        user: named<Me>('Me'),
      },
      { $id: 'SignedIn' },
    ),
  ),
  Session: exactly<SignedInDevice>()(
    Type.Object(
      {
        id: Type.String(),
        device: Type.String({ description: 'Such as `Chrome · Windows`; empty when unknown.' }),
        created: count,
        seen: count,
        current: Type.Boolean({ description: 'Whether it is the one that asks.' }),
      },
      { $id: 'Session' },
    ),
  ),
  Sealed: exactly<SealedAnswer>()(
    Type.Object(
      {
        nonce: Type.String({ description: 'base64 of 12 bytes' }),
        sealed: Type.String({ description: 'base64 of the answer under AES-256-GCM, the tag behind it' }),
      },
      { $id: 'Sealed' },
    ),
  ),
  Problem: exactly<ProblemBody>()(
    Type.Object(
      {
        type: Type.String(),
        title: Type.String(),
        status: Type.Integer(),
        detail: Type.String(),
        code: Type.Enum(Object.keys(problems) as ProblemCode[]),
      },
      { $id: 'Problem' },
    ),
  ),
}

export const person = named<Person>('Person')
export const message = named<Message>('Message')
export const media = named<MediaBody>('Media')
export const roomCard = named<RoomCard>('RoomCard')
export const contact = named<Contact>('Contact')
export const invitation = named<Invitation>('Invitation')
export const signedIn = named<Required<SignedIn>>('SignedIn')
export const me = named<Me>('Me')
export const session = named<SignedInDevice>('Session')

/** A reference to a component; the compiler takes the type on trust, the serialiser checks the fields. */
function named<T>(name: string) {
  return Type.Unsafe<T>(Type.Ref(`${name}#`))
}
