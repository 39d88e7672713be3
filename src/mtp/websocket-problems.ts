/** What went wrong with a WebSocket, in words, as far as the socket itself tells. */
import type { MtpProblem } from './mtp.ts';

/** Never opened, and the browser keeps the cause to itself: `diagnoseWebSocket` finds out more. */
export function failedProblem(host: string): MtpProblem {
  return {
    code: 'failed',
    what: `No connection to ${host}`,
    why: 'The WebSocket did not open. The browser does not tell a page why.',
    advice: 'Check that the address and the port are right and that the other side is running.',
  };
}

export function timeoutProblem(host: string, milliseconds: number): MtpProblem {
  return {
    code: 'timeout',
    what: `${host} did not answer within ${Math.round(milliseconds / 1000)} s`,
    why: 'The device is off or not reachable from here, a firewall drops what is sent to it, or it is very busy.',
    advice: 'Check that it runs, that this computer is in the right network, and that the port is the right one.',
  };
}

/** The constructor threw: nothing has left the page. */
export function constructionProblem(host: string, error: unknown): MtpProblem {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.name === 'SecurityError') return mixedContentProblem(host, text);
  return {
    code: 'bad-address',
    what: `The browser can’t open a WebSocket to ${host}`,
    why: text,
    advice: 'Check the address.',
    final: true,
  };
}

export function mixedContentProblem(host: string, browserSays?: string): MtpProblem {
  return {
    code: 'mixed-content',
    what: `The browser does not let this page connect to ${host} without encryption`,
    why:
      'A page that came over https may not open ws:// connections, since they can be read and changed on the way.' +
      (browserSays === undefined ? '' : ` The browser says: ${browserSays}`),
    advice:
      'Use wss://, where the other side offers it. Else serve this page from the same local network over http, or put ' +
      'a reverse proxy with TLS in front of the other side.',
    final: true,
  };
}

export function subprotocolProblem(host: string, protocol: string): MtpProblem {
  return {
    code: 'subprotocol',
    what: `${host} speaks WebSocket, but not USP`,
    why:
      protocol === ''
        ? 'It did not confirm the subprotocol v1.usp.'
        : `It chose the subprotocol ${JSON.stringify(protocol)} instead of v1.usp.`,
    advice: 'Check the port and the path: they have to be those of the Agent’s USP endpoint.',
  };
}

/** It opened, and was closed before a single Record came. */
export function closedAtOnceProblem(host: string, code: number, reason: string): MtpProblem {
  return {
    code: 'eid-in-use',
    what: `${host} accepted the connection and closed it at once`,
    why:
      'Most likely the Agent still holds a session with our Endpoint ID: another tab or program uses it, or the last ' +
      'session has not ended on its side yet. It may also not know our Endpoint ID as one of its Controllers.' +
      said(code, reason),
    advice:
      'Close other tabs with this connection, or wait a moment: it is tried again. If it stays, check that the Agent ' +
      'has this Endpoint ID in Device.LocalAgent.Controller, or use another one here.',
    causes: ['eid-in-use', 'unknown-controller', 'peer-closed'],
  };
}

/** It was open and has ended without our doing. */
export function endedProblem(host: string, code: number, reason: string): MtpProblem {
  if (code === 1006 || code === 1005) {
    return {
      code: 'lost',
      what: `The connection to ${host} was lost`,
      why: `It ended without a farewell: the device restarted, the network changed, or something between closed it.${said(code, reason)}`,
      advice: 'Nothing has to be done: it is tried again.',
    };
  }
  if ([1002, 1003, 1007, 1008, 1009].includes(code) || code === 4003) {
    return {
      code: 'peer-refused',
      what: `${host} could not take what was sent and closed the connection`,
      why: `It ended the session as for a Record that it can’t read.${said(code, reason)}`,
      advice: 'Look at the last Records in the log. It is tried again.',
    };
  }
  return {
    code: 'peer-closed',
    what: `${host} closed the connection`,
    why: `The other side ended the session in order, as it does when it stops or restarts.${said(code, reason)}`,
    advice: 'Nothing has to be done: it is tried again.',
  };
}

/** We ended it, since what came can't be taken in (R-WS.16). */
export function badRecordProblem(host: string, why: string): MtpProblem {
  return {
    code: 'bad-record',
    what: `The session with ${host} was ended: something came that is no Record`,
    why,
    advice: 'Check that the address leads to a USP Agent. It is tried again.',
  };
}

function said(code: number, reason: string): string {
  // 1005 and 1006 are the browser's own, for an end without a code.
  if ((code === 1005 || code === 1006) && reason === '') return '';
  return ` (It said ${code}${reason === '' ? '' : `: ${reason}`}.)`;
}
