export const base64 = {
  arrayBufferToBase64(buffer: ArrayBuffer): string {
    let binary = ''
    for (const byte of new Uint8Array(buffer)) binary += String.fromCharCode(byte)
    return btoa(binary)
  },
  base64ToArrayBuffer(text: string): ArrayBuffer {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer
  },
}
