/** The ends of a request that are no answer, in words for a technician: what happened, why, what to try. */
import { describeErrorCode } from '../error-codes.ts';
import { UspError, type ParamError } from '../error.ts';

const mayHaveBeenDone = 'The Agent may have carried it out all the same: look before you repeat a change.';

export const failures = {
  remote(code: number, text: string, params: readonly ParamError[]): UspError {
    const meaning = describeErrorCode(code);
    return new UspError({
      code,
      origin: 'remote',
      reason: 'remote-error',
      message: `The Agent refused: ${text === '' ? meaning.meaning : text} (${code} ${meaning.name}).`,
      advice: meaning.advice,
      params,
    });
  },

  malformed(detail: string): UspError {
    return new UspError({
      origin: 'remote',
      reason: 'malformed-answer',
      message: `The Agent's answer breaks the standard: ${detail}.`,
      advice: `${mayHaveBeenDone} The bytes are in the log.`,
    });
  },

  /** @param why what is known of the Agent's absence */
  timeout(sent: boolean, why: string): UspError {
    return new UspError({
      origin: 'transport',
      reason: 'timeout',
      message: `${
        sent ? 'The Agent did not answer in time.' : "It was not sent: the Agent's connect Record did not come in time."
      } ${why}`.trim(),
      advice: sent ? `${mayHaveBeenDone} A longer time can be set with the connection.` : 'Is the Agent running?',
    });
  },

  cancelled(sent: boolean): UspError {
    return new UspError({
      origin: 'local',
      reason: 'cancelled',
      message: sent ? 'Cancelled; it had been sent already.' : 'Cancelled before it was sent.',
      advice: sent ? mayHaveBeenDone : '',
    });
  },

  connectionLost(why: string, sent: boolean): UspError {
    return new UspError({
      origin: 'transport',
      reason: 'connection-lost',
      message: `The connection was lost before the answer came: ${why.replace(/\.$/, '')}.`,
      advice: sent ? mayHaveBeenDone : 'It was not sent. Try again once the Agent is back.',
    });
  },

  session(code: number, detail: string): UspError {
    return new UspError({
      code,
      origin: code === 0 ? 'transport' : 'remote',
      reason: 'session-failed',
      message: `The Session Context did not carry it: ${detail.replace(/\.$/, '')}. Nothing was done.`,
      advice:
        code === 7106
          ? 'Set the connection to allow Session Contexts instead of requiring them: then it is sent without.'
          : 'Try again; the log shows what the Session Context went through.',
    });
  },

  noWay(agent: string): UspError {
    return new UspError({
      origin: 'transport',
      reason: 'no-way',
      message: `There is no open way to ${agent}: nothing was sent.`,
      advice: 'Look at its connections: what went wrong stands there, and when the next try comes.',
    });
  },

  notTaken(size: number): UspError {
    return new UspError({
      origin: 'transport',
      reason: 'connection-lost',
      message: `The transport did not take the Record of ${size} bytes: nothing was sent.`,
      advice:
        'It may be too large for the broker or the server, or the connection is just closing. Ask for less at once.',
    });
  },

  invalid(detail: string): UspError {
    return new UspError({
      code: 7004,
      origin: 'local',
      reason: 'invalid-argument',
      message: `No Message can be made of this request: ${detail.replace(/\.$/, '')}. Nothing was sent.`,
      advice: 'Correct it and try again.',
    });
  },

  idInUse(msgId: string): UspError {
    return new UspError({
      origin: 'local',
      reason: 'invalid-argument',
      message: `A request with the msg_id ${msgId} is still open: nothing was sent, since its answer could not be told apart.`,
      advice: 'Give it another msg_id, or wait for the first one to end.',
    });
  },

  tooMany(): UspError {
    return new UspError({
      code: 7005,
      origin: 'local',
      reason: 'invalid-argument',
      message: 'Too many requests are open at once: nothing was sent.',
      advice: 'Wait for some of them to end, or cancel them.',
    });
  },
};
