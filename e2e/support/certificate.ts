/** A certificate of our own for localhost, and what makes the test's browser take it and no other. */
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../tools/find-program.mjs';

export interface Certificate {
  /** PEM files. */
  readonly cert: string;
  readonly key: string;
  /** For Chromium's --ignore-certificate-errors-spki-list: base64 of the SHA-256 of the public key. */
  readonly spki: string;
  dispose(): void;
}

export function makeCertificate(): Certificate {
  const openssl = findProgram('openssl');
  if (!openssl) throw new Error('openssl is not installed. On Debian or Ubuntu: apt-get install openssl.');
  const folder = mkdtempSync(join(tmpdir(), 'usp-console-cert-'));
  const cert = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  execFileSync(
    openssl,
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', key, '-out', cert],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const publicKey = new X509Certificate(readFileSync(cert)).publicKey.export({ type: 'spki', format: 'der' });
  return {
    cert,
    key,
    spki: createHash('sha256').update(publicKey).digest('base64'),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
