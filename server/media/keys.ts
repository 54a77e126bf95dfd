/** The room of uploads that are avatars: no room has this id, so that no pass and no message ever shows them. */
export const avatarRoom = 'avatars'

/** The name of the bytes of an upload: its id, or that of the upload whose file it shares. */
export const fileKey = ({ id, blob }: { id: string; blob?: string }): string => blob ?? id

/** The name of the small picture of a picture, beside it. */
export const thumbKey = (file: string): string => `${file}.thumb`

/** The name of the bytes of an avatar: nothing of a room has it, so that what everyone may see is never another's file. */
export const avatarKey = (id: string): string => `${id}.avatar`

/** The name of a chunk of an upload that is coming. */
export const chunkKey = (id: string, chunk: number): string => `${id}.${chunk}`
