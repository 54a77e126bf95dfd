/** What the sealing needs of the phone. */
export interface SealPlatform {
  /** Bytes from a cryptographic random number generator. */
  random(length: number): Promise<Uint8Array>
  toBase64(bytes: Uint8Array): string
  fromBase64(text: string): Uint8Array
}
