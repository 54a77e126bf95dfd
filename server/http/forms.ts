import type { Readable } from 'node:stream'
import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyError, FastifyRequest } from 'fastify'
import { limits } from '#protocol'
import { MediaRefused } from '../media/media-refused'
import type { MediaPorts } from '../media/ports'
import { identityOf } from './authentication'
import { refuseOthers } from './bodies'
import { paced } from './paced'
import { HttpProblem } from './problems'
import type { Routes } from './typed-fastify'

/** Bodies are forms with one file, and nothing else. */
export async function readForms(http: Routes): Promise<void> {
  http.removeAllContentTypeParsers()
  refuseOthers(http)
  await http.register(multipart, {
    limits: { files: 1, fields: 8, fieldNameSize: 100, fieldSize: 4_096, headerPairs: 50, parts: 9 },
  })
}

/**
 * Gives the file of a form to `use`, at the pace of this server, and answers what comes of it. Where a form breaks off, it is the
 * sender's fault whatever came of it here.
 */
export async function withFile<T>(
  request: FastifyRequest,
  { pace, receiving }: MediaPorts,
  use: (file: Readable, filename: string) => Promise<T>,
): Promise<T> {
  return receiving.hold(identityOf(request).person, async () => {
    const { file, filename } = await fileOf(request)
    let broke = false
    file.once('error', () => {
      broke = true
    })
    return use(paced(file, request, pace), filename ?? '').catch((error: unknown) => {
      throw broke && !(error instanceof MediaRefused) ? new HttpProblem('wrong-body') : error
    })
  })
}

async function fileOf(request: FastifyRequest): Promise<MultipartFile> {
  // One byte more than is allowed is still read, so that it is we who notice.
  const options = { limits: { fileSize: limits.uploadBytes + 1 } }
  const part = await request.file(options).catch((error: FastifyError) => {
    throw error.code?.startsWith('FST_') ? error : new HttpProblem('wrong-body')
  })
  if (!part) throw new HttpProblem('wrong-body', { detail: 'The form holds no file.' })
  return part
}
