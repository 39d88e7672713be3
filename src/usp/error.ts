/** Who raised an error: this page, the other Endpoint, or the way between them. */
export type ErrorOrigin = (typeof errorOrigins)[number];

export const errorOrigins = ['local', 'remote', 'transport'] as const;

/** What kind of end a request or a connection met, for code that has to decide. */
export type ErrorReason = (typeof errorReasons)[number];

export const errorReasons = [
  'remote-error',
  'malformed-answer',
  'invalid-argument',
  'timeout',
  'cancelled',
  'connection-lost',
  'no-way',
  'session-failed',
  'worker-lost',
  'internal',
] as const;

/** One parameter that an Error Message or a result complains of. */
export interface ParamError {
  readonly path: string;
  readonly code: number;
  readonly message: string;
}

/** A UspError as plain data: what crosses the worker's port. */
export interface PlainUspError {
  readonly code: number;
  readonly origin: ErrorOrigin;
  readonly reason: ErrorReason;
  readonly message: string;
  readonly advice: string;
  readonly params: readonly ParamError[];
  readonly cause?: string;
}

interface UspErrorInit {
  /** 7000-7999 where the standard has one, else 0. */
  readonly code?: number;
  readonly origin: ErrorOrigin;
  readonly reason: ErrorReason;
  /** What happened and why, in words for a technician. */
  readonly message: string;
  /** What to try next. */
  readonly advice?: string;
  readonly params?: readonly ParamError[];
  readonly cause?: unknown;
}

/** The one error class of the project. */
export class UspError extends Error {
  override readonly name = 'UspError';
  readonly code: number;
  readonly origin: ErrorOrigin;
  readonly reason: ErrorReason;
  readonly advice: string;
  readonly params: readonly ParamError[];

  constructor(init: UspErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = init.code ?? 0;
    this.origin = init.origin;
    this.reason = init.reason;
    this.advice = init.advice ?? '';
    this.params = init.params ?? [];
  }

  /** This error as data that structured clone takes. */
  toPlain(): PlainUspError {
    const plain = {
      code: this.code,
      origin: this.origin,
      reason: this.reason,
      message: this.message,
      advice: this.advice,
      params: this.params,
    };
    return this.cause === undefined ? plain : { ...plain, cause: describeCause(this.cause) };
  }

  static fromPlain(plain: PlainUspError): UspError {
    return new UspError(plain);
  }
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
