import type { HttpAnswer } from './http'

/** What the phone does with its files. */
export interface Files {
  /** Sends a file by HTTP as a form; `onProgress` is called with how much of it is sent, in percent. */
  send(
    request: { path: string; file: string; token: string },
    onProgress: (percent: number) => void,
  ): { answer: Promise<HttpAnswer>; cancel(): void }
  /** Bytes of a file. Rejects with `Refused` when the phone has it no more. */
  read(file: string, position: number, length: number): Promise<ArrayBuffer>
  /** Sends bytes as they are. */
  put(request: { path: string; bytes: ArrayBuffer; token: string }): Promise<HttpAnswer>
}
