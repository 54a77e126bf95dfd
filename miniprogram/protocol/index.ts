export { avatarPattern, isAvatar } from './avatar'
export type { MediaBody, MediaBodyOf, MediaKind, SaidBody, SaidKind } from './bodies'
export { bodies, isFileName, isMediaKind, mediaFields } from './bodies'
export type { Candidate, Description, IceServer, Signal, Talker } from './calls'
export { isMissedCall, missedOutcomes } from './calls'
export {
  applyChange,
  asLast,
  hasLine,
  isRemoved,
  pinnedBy,
  recalled,
  targetOf,
  withAuthor,
  withheld,
  withoutHidden,
} from './changes'
export type { ClientFrame, ClientFrameType, FrameOf, FrameTypeOn, Port } from './client-frames'
export { clientFrames } from './client-frames'
export type { Close } from './closes'
export { closes, mayReconnect } from './closes'
export type { Decoded, Undecoded } from './decode'
export { decodeClient, decodeServer } from './decode'
export { lobby, offer, paths, sealOffer, subprotocol, tokenPrefix } from './handshake'
export type {
  AccountKind,
  AnswerOf,
  BodyOf,
  Contact,
  HttpRoute,
  Invitation,
  Me,
  SealedAnswer,
  SignedIn,
  SignedInDevice,
} from './http'
export { hasAnswer, isAnswer, isSealedAnswer } from './http'
export { isServerId, tidyId, tidyLogin } from './ids'
export { limits } from './limits'
export { isName, tidyName } from './names'
export type { RefusalCode } from './refusals'
export { isTemporary, refusals } from './refusals'
export type { SealingFrameOf, SealingFrameType } from './sealing'
export { isSealingFrame, mostSealed, sealingFrames, sealNonceLength, sealSizes } from './sealing'
export type { Outcome, ServerFrame, ServerFrameOf, ServerFrameType } from './server-frames'
export { serverFrames } from './server-frames'
export { lengthOf } from './text'
export {
  changeKinds,
  everyone,
  firstRead,
  isMentioned,
  markOf,
  mentionedWith,
  silentKinds,
  unreadWith,
} from './unread'
export type {
  Body,
  Bundle,
  BundledMessage,
  CallMedia,
  CallOutcome,
  CallRecord,
  ChangeKind,
  Edit,
  Kind,
  Mark,
  Member,
  Message,
  Person,
  PinChange,
  Pinned,
  ReactionChange,
  Reactions,
  Readers,
  Role,
  RoomCard,
} from './values'
