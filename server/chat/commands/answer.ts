import type { Command } from '../context'

/** Answers a call that rings: the first of a person's devices that accepts it has it. */
export const answer: Command<'answer'> = (frame, client, chat) => chat.calls.act(frame, client)
