import { closeSync, fstatSync, openSync } from 'node:fs'
import { MediaRefused } from '../media-refused'
import { type Box, IsoBoxes, mostBoxes } from './iso-boxes'
import { IsoFragments } from './iso-fragments'
import { type Track, timesOf, trackOf } from './iso-track'

/** An MP4 or QuickTime file as far as a list must know it. */
export interface Movie {
  /** Each with the milliseconds that it plays: what its samples last together, in the index and in fragments, as far as edits show them. */
  tracks: Array<Track & { ms: number }>
  /** Milliseconds of the longest. */
  duration: number
}

/**
 * Looks through the boxes of a file; `look` may read on in them. Throws `MediaRefused`: `broken-file` without an index or
 * without a sample, `unknown-length` where nothing tells how long its samples last, `not-examined` with more boxes than `most`.
 */
export function readMovie<T>(path: string, look: (movie: Movie, boxes: IsoBoxes) => T, most = mostBoxes): T {
  const file = openSync(path, 'r')
  try {
    const boxes = new IsoBoxes(file, fstatSync(file).size, most)
    return look(movieOf(boxes), boxes)
  } finally {
    closeSync(file)
  }
}

function movieOf(boxes: IsoBoxes): Movie {
  let moov: Box | undefined
  let fragments: IsoFragments | undefined
  let tracks: Track[] = []
  for (const box of boxes.top()) {
    if (box.type === 'moov' && !moov) {
      moov = box
      tracks = [...boxes.within(box)]
        .filter(({ type }) => type === 'trak')
        .map((trak) => trackOf(boxes, trak))
      fragments = new IsoFragments(boxes, tracks, boxes.find(box, 'mvex'))
    } else if (box.type === 'moof') fragments?.add(box)
  }
  if (!moov) throw new MediaRefused('broken-file')
  const head = boxes.find(moov, 'mvhd')
  const movie = head ? timesOf(boxes, head) : { scale: 0, told: 0 }
  // Before its first fragment an index does not know what will be shown: its edits speak of the beginning alone.
  const isFragmented = boxes.find(moov, 'mvex') !== undefined
  const timed = tracks.map((track) => ({ ...track, ms: lengthOf(track, isFragmented ? 0 : movie.scale) }))
  return { tracks: timed, duration: durationOf(boxes, moov, timed, movie) }
}

function durationOf(
  boxes: IsoBoxes,
  moov: Box,
  tracks: Movie['tracks'],
  movie: { scale: number; told: number },
): number {
  const played = tracks.filter(({ handler }) => handler === 'vide' || handler === 'soun')
  const ms = Math.max(0, ...played.map((track) => track.ms))
  if (ms > 0) return ms
  const told = movie.told || extensionOf(boxes, moov)
  if (movie.scale > 0 && told > 0) return wholeMs(told / movie.scale)
  const isEmpty = tracks.every(({ samples }) => samples === 0)
  throw new MediaRefused(isEmpty ? 'broken-file' : 'unknown-length')
}

/** Milliseconds; 0 where they are not told. */
function lengthOf({ scale, units, told, edited }: Track, movieScale: number): number {
  if (scale === 0) return 0
  const all = (units > 0 ? units : told) / scale
  return wholeMs(edited > 0 && movieScale > 0 ? Math.min(all, edited / movieScale) : all)
}

/** What `mehd` says of all fragments together, in the scale of the movie. */
function extensionOf(boxes: IsoBoxes, moov: Box): number {
  const box = boxes.find(moov, 'mvex', 'mehd')
  if (!box) return 0
  return boxes.byte(box.from) === 1 ? boxes.uint64(box.from + 4) : boxes.uint32(box.from + 4)
}

function wholeMs(seconds: number): number {
  return Math.min(Math.round(seconds * 1_000), Number.MAX_SAFE_INTEGER)
}
