import { createServer } from 'node:net';

/**
 * A TCP port of the loopback interface that was free a moment ago. Somebody else may take it before it is used:
 * callers that bind it later try again with another one.
 * @param first taken where it is free
 */
export function freePort(first = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (first === 0 ? reject(error) : resolve(freePort())));
    server.listen(first, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        server.close();
        reject(new Error('The system gave no port.'));
        return;
      }
      server.close(() => resolve(address.port));
    });
  });
}
