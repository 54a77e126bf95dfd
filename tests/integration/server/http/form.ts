import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Answer, Guest, TestServer } from './server'

/** A form with one file, as a browser or `wx.uploadFile` sends it. */
export async function formOf(bytes: Uint8Array, filename = 'upload') {
  const form = new FormData()
  form.append('file', new Blob([Uint8Array.from(bytes)]), filename)
  const request = new Response(form)
  return {
    payload: Buffer.from(await request.arrayBuffer()),
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
  }
}

export interface UploadOptions {
  room?: string
  kind?: string
  name?: string
  filename?: string
}

/** Uploads bytes for the lobby, as a picture unless told otherwise. */
export async function upload(
  server: TestServer,
  { token }: Guest,
  bytes: Uint8Array,
  { room = 'lobby', kind = 'image', name, filename }: UploadOptions = {},
): Promise<Answer> {
  const query = new URLSearchParams({ room, kind, ...(name !== undefined && { name }) })
  return server.ask({ method: 'POST', url: `/api/media?${query}`, token, ...(await formOf(bytes, filename)) })
}

/** A guest who is a member of the lobby. */
export async function member(server: TestServer, name: string): Promise<Guest> {
  const guest = await server.guest(name)
  await server.ports.ports.store.rooms.join('lobby', guest.id, 1_000, Number.MAX_SAFE_INTEGER)
  return guest
}

/** A pass of the lobby. */
export async function passOf(server: TestServer, { token }: Guest, room = 'lobby'): Promise<string> {
  return (await server.get(`/api/rooms/${room}/pass`, token)).body.pass
}

/** Every file below the data folder that belongs to an upload. */
export async function keptFiles({ ports }: TestServer): Promise<string[]> {
  const dirs = ['media', 'incoming'].map((name) =>
    readdir(join(ports.dir, name), { recursive: true, withFileTypes: true }).catch(() => []),
  )
  return (await Promise.all(dirs)).flat().flatMap((one) => (one.isFile() ? [one.name] : []))
}
