/**
 * A refusal answers one frame; the connection lives. `temporary` says that the same frame may
 * succeed later: an outbox keeps it, where any other refusal is shown at the message.
 */
export const refusals = {
  'bad-frame': { message: 'This frame is not as the protocol describes it.', temporary: false },
  'unknown-type': { message: 'There is no frame of this type.', temporary: false },
  'wrong-port': { message: 'This frame belongs on the other port.', temporary: false },
  'too-fast': { message: 'Too many frames in a short time. Wait before the next one.', temporary: true },
  'try-again': { message: 'The server cannot do this at the moment. Try again.', temporary: true },

  'empty-text': { message: 'The text has nothing but blanks.', temporary: false },
  'text-too-long': { message: 'The text is longer than 4,000 characters.', temporary: false },
  'bad-text': { message: 'The text holds half a character or a control character.', temporary: false },
  'unknown-kind': { message: 'There is no message of this kind.', temporary: false },
  'bad-body': { message: 'The body is not as messages of this kind have it.', temporary: false },
  'unknown-media': { message: 'There is no such upload of yours for this room.', temporary: false },
  'media-used': { message: 'This upload belongs to another message already.', temporary: false },
  'id-reused': { message: 'This id already belongs to another message of yours.', temporary: false },

  'unknown-room': { message: 'There is no such room, or it is not yours to see.', temporary: false },
  'not-entered': { message: 'Enter the room first.', temporary: false },
  'too-many-entered': { message: 'This socket has entered too many rooms. Leave one.', temporary: false },
  'not-the-owner': { message: 'Only the owner of the room may do this.', temporary: false },
  'bad-name': { message: 'A name has 1 to 32 visible characters.', temporary: false },
  'unknown-code': { message: 'No room has this code.', temporary: false },
  barred: {
    message: 'You were taken out of this room. Its owner can let you in again.',
    temporary: false,
  },
  'room-full': { message: 'The room has no place left.', temporary: false },
  'too-many-rooms': { message: 'You are a member of too many rooms. Quit one.', temporary: false },
  'not-a-member': { message: 'This person is not a member of the room.', temporary: false },
  'lobby-is-open': { message: 'The lobby belongs to everyone: this cannot be done to it.', temporary: false },

  'unknown-message': { message: 'There is no such message.', temporary: false },
  'not-yours': { message: 'Only the author of this message may do this.', temporary: false },
  'too-late': { message: 'The time in which this can be done has passed.', temporary: false },
  'already-recalled': { message: 'The message was recalled before.', temporary: false },
  'not-a-text': { message: 'Only a text can be edited.', temporary: false },
  'too-many-edits': { message: 'This message was edited too many times.', temporary: false },
  'not-an-emoji': { message: 'A reaction is one emoji.', temporary: false },
  'too-many-reactions': { message: 'This message has too many different reactions.', temporary: false },
  'too-many-pins': { message: 'Twenty messages are pinned. Take one off first.', temporary: false },

  'unknown-person': { message: 'There is nobody with this id.', temporary: false },
  yourself: { message: 'This cannot be done to yourself.', temporary: false },
  'not-accepting': { message: 'This person does not take invitations from you.', temporary: false },
  blocked: { message: 'You have blocked this person.', temporary: false },
  'unknown-invitation': { message: 'This invitation is not waiting for an answer.', temporary: false },
  'too-many-invitations': { message: 'Too many of your invitations are waiting.', temporary: false },
  'declined-recently': { message: 'This person declined. Ask again after a day.', temporary: false },
} as const

export type RefusalCode = keyof typeof refusals

/** Whether the same frame may succeed later. A code this client does not know is taken as final. */
export function isTemporary(code: string): boolean {
  return Object.prototype.hasOwnProperty.call(refusals, code) && refusals[code as RefusalCode].temporary
}
