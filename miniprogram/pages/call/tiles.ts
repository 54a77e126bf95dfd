import type { Call } from '../../calls/call'
import type { OtherView } from '../../calls/engine'
import { t } from '../../i18n/index'
import type { Person, Talker } from '../../protocol/index'

/** Somebody of the call, or their screen, as a part of the page. */
export interface Tile {
  key: string
  person: Person
  name: string
  /** What `<call-video>` shows; empty where there is no picture. */
  stream: string
  isScreen: boolean
  isMine: boolean
  isSpeaking: boolean
  isMuted: boolean
  /** A word about them that must not be overlooked; empty where all is well. */
  note: string
  /** For those who do not see it. */
  label: string
}

type Shown = Pick<Tile, 'person' | 'isMine'> & { talker?: Talker; seen?: OtherView; call: Call }

/** Everybody and every screen that is shared, screens first. Of two, one does not see oneself among the others. */
export function tilesOf(call: Call, me: Person | undefined): Tile[] {
  const people = call.peer ? [call.peer] : call.people.map(({ person }) => person)
  const tiles = people.map((person) => faceOf(call, person, me))
  return [...screensOf(call), ...tiles]
}

/** What the others see of oneself; nothing while the camera is off. */
export function ownPicture({ view, sharing, peer }: Call): string {
  return peer && sharing.camera ? (view?.camera ?? '') : ''
}

function faceOf(call: Call, person: Person, me: Person | undefined): Tile {
  const talker = call.people.find((one) => one.person.id === person.id)
  const seen = call.view?.others.find((one) => one.person === person.id)
  const isMine = person.id === me?.id
  return isMine
    ? ownTile({ call, person, isMine })
    : tileOf({ call, person, isMine, ...(talker && { talker }), ...(seen && { seen }) })
}

function ownTile({ call, person, isMine }: Shown): Tile {
  const { view, sharing } = call
  const stream = sharing.camera ? (view?.camera ?? '') : ''
  const state = { isSpeaking: view?.speaking === true && !sharing.muted, isMuted: sharing.muted, note: '' }
  return labelled({ key: person.id, person, name: t('call.you'), stream, isScreen: false, isMine, ...state })
}

function tileOf({ call, person, isMine, talker, seen }: Shown): Tile {
  const stream = talker?.camera ? (seen?.camera ?? '') : ''
  const isMuted = talker?.muted === true
  const isSpeaking = seen?.speaking === true && !isMuted
  const base = { key: person.id, person, name: person.name, stream, isScreen: false, isMine }
  return labelled({ ...base, isSpeaking, isMuted, note: call.peer ? '' : noteOf(talker, seen) })
}

function noteOf(talker: Talker | undefined, seen: OtherView | undefined): string {
  if (talker?.away) return t('call.is-away')
  return seen?.line === 'connected' ? '' : t('call.is-connecting')
}

/** One's own screen one sees without it. */
function screensOf({ people, view }: Call): Tile[] {
  const sharing = people.filter(({ screen }) => screen)
  const seen = (person: string) => view?.others.find((one) => one.person === person)?.screen ?? ''
  return sharing
    .map(({ person }) => ({ person, stream: seen(person.id) }))
    .filter(({ stream }) => stream !== '')
    .map(({ person, stream }) => {
      const name = t('call.screen-of', { name: person.name })
      const quiet = { isMine: false, isSpeaking: false, isMuted: false, note: '' }
      return { key: `${person.id}.screen`, person, name, stream, isScreen: true, ...quiet, label: name }
    })
}

function labelled(tile: Omit<Tile, 'label'>): Tile {
  const what = [
    tile.note,
    tile.isMuted ? t('call.is-muted') : '',
    tile.isSpeaking ? t('call.is-speaking') : '',
  ].filter((word) => word !== '')
  const { name } = tile
  return { ...tile, label: what.length === 0 ? name : t('call.tile', { name, what: what.join(', ') }) }
}
