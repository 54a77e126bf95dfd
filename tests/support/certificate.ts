import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Makes a certificate of 127.0.0.1 in a folder, under the names that `deploy/` looks for. */
export function makeCertificate(dir: string): void {
  const files = ['-keyout', join(dir, 'privkey.pem'), '-out', join(dir, 'fullchain.pem')]
  const name = ['-subj', '/CN=chat.example', '-addext', 'subjectAltName=IP:127.0.0.1']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...name, ...files], { stdio: 'ignore' })
}
