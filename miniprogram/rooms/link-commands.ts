/** What came of asking: the invitation waits, or we are connected already and talk in `room`. */
export type Asked = { waiting: string } | { room: string }

/** Invitations to 1v1 talks. Each rejects with `Refused`; a repeat after a lost connection is harmless. */
export interface LinkCommands {
  /** Invites a person, with a note of at most 100 characters. */
  ask(person: string, note?: string): Promise<Asked>
  /** Accepts an invitation; comes back with the 1v1 room. */
  connect(link: string): Promise<{ room: string }>
  decline(link: string): Promise<void>
  /** Withdraws an invitation of mine. */
  unlink(link: string): Promise<void>
  block(person: string): Promise<void>
  unblock(person: string): Promise<void>
}
