/** The Agent's end of a WebSocket that a Controller has opened. */
import type { WebSocket } from 'ws';
import { MAX_UNSENT } from '../../src/mtp/limits.ts';
import type { Mtp, MtpListener } from '../../src/mtp/mtp.ts';

/** Makes an Mtp of a socket that is open already. */
export function acceptedWebSocket(socket: WebSocket, listener: MtpListener): Mtp {
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    listener.closed();
  };
  const refuse = (why: string) => {
    listener.dropped(why);
    socket.close(1003, why.slice(0, 120)); // R-WS.16
  };
  socket.on('message', (data, isBinary) => {
    if (ended || socket.readyState !== socket.OPEN) return;
    if (!isBinary) return refuse('a text frame carries no Record');
    const bytes = Array.isArray(data) ? Buffer.concat(data) : data;
    listener.received({ bytes: new Uint8Array(bytes) });
  });
  socket.on('close', end);
  // What is wrong with it shows in the close that follows.
  socket.on('error', () => undefined);
  return {
    open: () => listener.opened({ encrypted: false }),
    send: (bytes) => {
      if (ended || socket.readyState !== socket.OPEN || socket.bufferedAmount > MAX_UNSENT) return false;
      socket.send(bytes); // R-WS.14
      return true;
    },
    close: () => socket.close(1000),
    refuse,
  };
}
