/** Serves the built page as any static host would. */
import { join } from 'node:path';
import { preview } from 'vite';
import { root } from './setup.mjs';

/**
 * @param {object} options
 * @param {number} [options.port] absent: any free one
 * @param {boolean} [options.strict] fail when the port is taken, instead of taking the next
 * @param {string} [options.host]
 * @param {string} [options.base] the sub-path it is served under, with a slash at both ends
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ port = 0, strict = false, host = 'localhost', base = '/' }) {
  const server = await preview({
    root,
    configFile: false,
    base,
    logLevel: 'error',
    build: { outDir: join(root, 'dist') },
    preview: { port, strictPort: strict, host },
  });
  const address = server.httpServer.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return { url: `http://${host}:${taken}${base}`, close: () => server.close() };
}
