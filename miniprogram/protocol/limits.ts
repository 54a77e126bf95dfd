/**
 * Every limit of the wire in one place; `docs/PROTOCOL.md` lists each of them and a test compares.
 * "Characters" are Unicode code points: an emoji of one code point counts one.
 */
export const limits = {
  /** Bytes of one frame from a client. A longer one closes the socket with 1009. */
  frameBytes: 65_536,
  /** Bytes of a `sealed` frame: base64 makes a third more of the longest frame. */
  sealedBytes: 87_552,
  /** Characters of a text message. */
  textLength: 4_000,
  /** Emojis of a message of kind `emoji`. */
  emojis: 3,
  /** UTF-16 units of a message of kind `emoji`: a family with skin tones has 20 or so. */
  emojiLength: 100,
  /** Bytes of a picture as it is kept. */
  imageBytes: 20_971_520,
  /** Pixels of a side of a picture or a video. */
  imageSide: 16_384,
  /** Pixels of a picture as it is sent: phones make 12,032 × 9,024. */
  imagePixels: 110_000_000,
  /** Bytes of a voice message. */
  voiceBytes: 4_194_304,
  /** Milliseconds of a voice message: a minute, and what recorders overrun. */
  voiceMs: 61_000,
  /** Bytes of a video. */
  videoBytes: 104_857_600,
  /** Milliseconds of a video. */
  videoMs: 600_000,
  /** Bytes of a file. */
  fileBytes: 104_857_600,
  /** Characters of a file's name. */
  fileNameLength: 100,
  /** Bytes of an upload in one request; a longer one goes in chunks. */
  uploadBytes: 8_388_608,
  /** Bytes of each chunk but the last. */
  chunkBytes: 1_048_576,
  /** Characters of a person's or a room's name. */
  nameLength: 32,
  /** Characters of the note that goes with an invitation. */
  noteLength: 100,
  /** Characters of an id that a client chooses: letters, digits and `_.:-`. */
  idLength: 64,
  /** Characters of the `id` of `forward` and `send`. */
  batchIdLength: 60,
  /** Messages of one `forward`. */
  forwarded: 100,
  /** Rooms and people to which one `forward` or `send` goes. */
  targets: 50,
  /** Messages that one `forward` makes at all its targets together. */
  copies: 500,
  /** Bytes of the body of a bundle, as JSON in UTF-8. */
  bundleBytes: 65_536,
  /** Bundles that may lie in one another. */
  bundleDepth: 10,
  /** People that one message may mention. */
  mentions: 50,
  /** Milliseconds in which everyone in a room may be mentioned once. */
  everyoneMs: 60_000,
  /** Messages of one page of history, and of the answer to `enter`; those that change others come on top of them. */
  pageMessages: 100,
  /** Messages of one page of history, those included that change others. */
  pageLines: 1_000,
  /** Where unread messages are counted no further: 100 stands for any more. */
  unread: 100,
  /** Messages of a page when the client names no `limit`. */
  pageDefault: 50,
  /** Bytes of the bodies of one page; a page of long texts holds fewer messages and says `more`. */
  pageBytes: 131_072,
  /** Members of one page of `members`. */
  pageMembers: 100,
  /** Rooms that one socket may have entered at a time. */
  enteredRooms: 100,
  /** Rooms that one person may be a member of, talks not counted. */
  roomsPerPerson: 200,
  /** Members of a room that a person created; the lobby has no limit. */
  membersPerRoom: 2_000,
  /** Invitations that one person may have waiting for an answer. */
  waitingInvitations: 50,
  /** Invitations that may wait for one person; they all come at once on connecting. */
  receivedInvitations: 500,
  /** Milliseconds after which an invitation that was declined may be repeated. */
  declinedPauseMs: 86_400_000,
  /** Milliseconds within which one's own message may be recalled; the owner of a room may recall any. */
  recallMs: 120_000,
  /** Times that one message may be edited. */
  edits: 100,
  /** Different emojis by which people react to one message. */
  reactionEmojis: 20,
  /** People on one page of `reactors`. */
  pageReactors: 100,
  /** Messages of a room that may be pinned. */
  pins: 20,
  /** People on one page of `readers`. */
  pageReaders: 100,
  /** Messages that one frame deletes for oneself. */
  hiddenAtOnce: 100,
  /** Messages of a room that one person may delete for themselves. */
  hidden: 10_000,
  /** Of those, how many `entered` tells. */
  hiddenTold: 1_000,
  /** Milliseconds that a call rings. */
  ringMs: 45_000,
  /** Milliseconds in which somebody who has lost the line comes back into their call. */
  callGraceMs: 30_000,
  /** UTF-16 units of a description of WebRTC. */
  sdpLength: 20_000,
  /** UTF-16 units of a candidate, and of any other text in a signal. */
  candidateLength: 500,
  /** Candidates of one `signal`. */
  candidates: 32,
  /** People in the call of a group: each sends to each. */
  voices: 8,
  /** Cameras that are on in the call of a group. */
  cameras: 4,
  /** Milliseconds between two heartbeats of a client. */
  heartbeatMs: 25_000,
  /** Milliseconds without a sign of life after which the server takes the peer for dead. */
  deadPeerMs: 60_000,
  /** Milliseconds between two pings to a connection that takes part in a call. */
  callPingMs: 5_000,
  /** Milliseconds that such a ping may be unanswered. */
  callDeadPeerMs: 10_000,
  /** Most people present in a room in which `typing` is passed on. */
  typingAudience: 50,
  /** Malformed frames of one socket, within a minute, after which it is closed. */
  badFrames: 20,
} as const
