/** Why a step of a request failed: the code is TR-369's, the message says it to a person. */
export interface Fault {
  readonly code: number;
  readonly message: string;
}

/** Thrown within the handling of one path or one object, and caught there. */
export class FaultError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
