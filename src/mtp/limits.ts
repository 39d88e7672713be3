/** The largest Record that is taken in: 64 MiB, and a margin for what wraps the Message in it. Bytes. */
export const MAX_RECORD_SIZE = 64 * 1024 * 1024 + 64 * 1024;
/** How much may wait to be sent before `send` says no. Bytes. */
export const MAX_UNSENT = 2 * MAX_RECORD_SIZE;
/** How long an attempt to connect may take. Milliseconds. */
export const OPEN_TIMEOUT = 20_000;
/** How long the peer may take to answer our farewell. Milliseconds. */
export const CLOSE_TIMEOUT = 2_000;
