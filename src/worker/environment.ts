/** What the host takes from the outside: the only clock, timers and randomness of the protocol, and the transports. */
import type { MtpListener, MtpProblem } from '../mtp/mtp.ts';
import type { ConnectionConfig, FromWorker } from './port.ts';
import type { Transport } from './transports.ts';

export interface Environment {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after so many milliseconds. Returns the way to prevent it. */
  after(milliseconds: number, callback: () => void): () => void;
  /** In [0, 1). */
  random(): number;
  /** The transport that a configuration asks for, not yet opened, or why there is none. May be loaded first. */
  transport(config: ConnectionConfig, listener: MtpListener): Promise<Transport>;
  /** Looks for the cause of a failure that the transport could not name. */
  diagnose(config: ConnectionConfig, failure: ConnectionFailure): Promise<MtpProblem | undefined>;
  post(message: FromWorker): void;
}

export interface ConnectionFailure {
  readonly problem: MtpProblem;
  /** Milliseconds from the start of the attempt to its end. */
  readonly lasted: number;
  /** The connection was open before it ended. */
  readonly wasOpen: boolean;
}
