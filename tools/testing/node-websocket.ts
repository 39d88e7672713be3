import { WebSocket } from 'ws';

/**
 * The WebSocket of `ws` as the type of a browser's: Node 20 has none of its own, and this one has the same
 * properties, methods and events wherever ours touch them.
 */
export const NodeWebSocket = WebSocket as unknown as typeof globalThis.WebSocket;
