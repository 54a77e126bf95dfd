/**
 * A refusal answers one frame; the connection lives. Where it is temporary, the same frame may succeed later: an outbox keeps
 * it, where any other refusal is shown at the message.
 */
export const refusals = {
  'bad-frame': { message: 'This frame is not as the protocol describes it.' },
  'unknown-type': { message: 'There is no frame of this type.' },
  'wrong-port': { message: 'This frame belongs on the other port.' },
  'too-fast': { message: 'Too many frames in a short time. Wait before the next one.' },
  'try-again': { message: 'The server cannot do this at the moment. Try again.' },

  'empty-text': { message: 'The text has nothing but blanks.' },
  'text-too-long': { message: 'The text is longer than 4,000 characters.' },
  'bad-text': { message: 'The text holds half a character or a control character.' },
  'unknown-kind': { message: 'There is no message of this kind.' },
  'bad-body': { message: 'The body is not as messages of this kind have it.' },
  'unknown-media': { message: 'There is no such upload of yours for this room.' },
  'media-used': { message: 'This upload belongs to another message already.' },
  'too-many-mentions': { message: 'A message mentions at most 50 people.' },
  'everyone-again': { message: 'Everyone was mentioned less than a minute ago.' },
  'id-reused': { message: 'This id already belongs to another message of yours.' },

  'unknown-room': { message: 'There is no such room, or it is not yours to see.' },
  'not-entered': { message: 'Enter the room first.' },
  'too-many-entered': { message: 'This socket has entered too many rooms. Leave one.' },
  'not-the-owner': { message: 'Only the owner of the room may do this.' },
  'bad-name': { message: 'A name has 1 to 32 visible characters.' },
  'unknown-code': { message: 'No room has this code.' },
  barred: {
    message: 'You were taken out of this room. Its owner can let you in again.',
  },
  'room-full': { message: 'The room has no place left.' },
  'too-many-rooms': { message: 'You are a member of too many rooms. Quit one.' },
  'not-a-member': { message: 'This person is not a member of the room.' },
  'lobby-is-open': { message: 'The lobby belongs to everyone: this cannot be done to it.' },

  'unknown-message': { message: 'There is no such message.' },
  'not-yours': { message: 'Only the author of this message may do this.' },
  'too-late': { message: 'The time in which this can be done has passed.' },
  'already-recalled': { message: 'The message was recalled before.' },
  'not-a-text': { message: 'Only a text can be edited.' },
  'not-your-words': { message: 'A forwarded text holds the words of somebody else.' },
  'too-many-edits': { message: 'This message was edited too many times.' },
  'not-an-emoji': { message: 'A reaction is one emoji.' },
  'too-many-reactions': { message: 'This message has too many different reactions.' },
  'too-many-pins': { message: 'Twenty messages are pinned. Take one off first.' },
  'receipts-off': { message: 'You have turned receipts off.' },
  'too-many-hidden': { message: 'You have deleted too many messages of this room for yourself.' },

  'cannot-be-forwarded': { message: 'This message cannot be forwarded.' },
  'too-many-messages': { message: 'At most 100 messages are forwarded at once.' },
  'too-many-targets': { message: 'A message goes to at most 50 rooms and people at once.' },
  'too-many-copies': {
    message: 'One forward makes at most 500 messages in all. Choose fewer, or make one bundle.',
  },
  'bundle-too-large': { message: 'These messages are too long for one bundle. Forward fewer.' },
  'not-a-contact': { message: 'You and this person are not connected.' },

  'unknown-person': { message: 'There is nobody with this id.' },
  yourself: { message: 'This cannot be done to yourself.' },
  'not-accepting': { message: 'This person does not take invitations from you.' },
  blocked: { message: 'You have blocked this person.' },
  'unknown-invitation': { message: 'This invitation is not waiting for an answer.' },
  'too-many-invitations': { message: 'Too many of your invitations are waiting.' },
  'declined-recently': { message: 'This person declined. Ask again after a day.' },

  'unknown-call': { message: 'There is no such call, or it is not yours.' },
  'call-is-over': { message: 'The call is over.' },
  'answered-elsewhere': { message: 'The call was taken on another device.' },
  'not-ringing': { message: 'This call does not ring here.' },
  'not-in-call': { message: 'You take no part in this call by this connection.' },
  'not-there': { message: 'The other end of the call is not there at the moment.' },
  'in-a-call': { message: 'You are in a call already.' },
  'call-full': { message: 'The call has no place left.' },
  'too-many-cameras': { message: 'Four cameras are on. One must go off first.' },
  'screen-taken': { message: 'Somebody shares their screen. They must end it first.' },
  'signal-too-long': { message: 'The description, or the list of candidates, is too long.' },
} as const

export type RefusalCode = keyof typeof refusals

/** Apart from the sentences, which a client does not need, and the web room does not load. */
const temporary: readonly string[] = ['too-fast', 'try-again'] satisfies RefusalCode[]

/** Whether the same frame may succeed later. A code this client does not know is taken as final. */
export function isTemporary(code: string): boolean {
  return temporary.includes(code)
}
