/**
 * Finds out why a WebSocket did not open. The browser tells a page nothing but 1006, so this asks around: over HTTP at
 * the same host and port, and with other handshakes. Nothing of it is a USP session: no probe says who we are.
 */
import { addressScope } from './address-scope.ts';
import type { After } from './after.ts';
import type { MtpProblem } from './mtp.ts';
import type { WebSocketConstructor } from './websocket.ts';
import { problemFrom } from './websocket-causes.ts';
import { judge, type Evidence, type ProbeResult } from './websocket-verdict.ts';

export interface Diagnosed {
  /** The address as the person entered it. */
  readonly url: string;
  readonly purpose: 'usp' | 'mqtt';
  /** What the Mtp itself could tell. */
  readonly problem: MtpProblem;
  /** Milliseconds from the start of the attempt to its end. */
  readonly lasted: number;
  /** The address of this page, for what the browser allows it. */
  readonly page: string;
}

export interface DiagnosisTools {
  readonly WebSocket: WebSocketConstructor;
  readonly fetch: (url: string, init: RequestInit) => Promise<unknown>;
  readonly after: After;
  /** Ends the diagnosis early; what is known by then is told. */
  readonly signal: AbortSignal;
  /** The browser's permission for local network access, where it has one. */
  readonly permission?: (() => Promise<PermissionState | undefined>) | undefined;
  /** Milliseconds for one probe; absent: 4 s. */
  readonly probeTimeout?: number;
}

/** Problems of an Mtp behind which there is more to find. */
const UNCLEAR: ReadonlySet<string> = new Set(['failed', 'timeout']);
const PROBE_TIMEOUT = 4_000;
/** Milliseconds; who turns a connection down does so sooner, and who is not there is given up later. */
const SOON = 4_000;

/**
 * Tells why a connection did not come about. Takes two probes' time at most, never throws, and names all causes that
 * stay possible, the most likely first. Problems that say enough come back as they are.
 */
export async function diagnoseWebSocket(diagnosed: Diagnosed, tools: DiagnosisTools): Promise<MtpProblem> {
  const { problem, purpose, lasted } = diagnosed;
  const url = parse(diagnosed.url);
  const page = parse(diagnosed.page);
  const scheme = url?.protocol === 'wss:' ? 'wss' : 'ws';
  if (!url || !UNCLEAR.has(problem.code)) return problem;
  const known = {
    purpose,
    scheme,
    scope: addressScope(url.hostname),
    isName: /[a-z]/i.test(url.hostname) && !url.hostname.startsWith('['),
    port: url.port,
    pageIsSecure: page?.protocol === 'https:',
    pageScope: page ? addressScope(page.hostname) : 'public',
    failedSoon: problem.code !== 'timeout' && lasted < SOON,
  } as const;
  const evidence: Evidence = { ...known, ...(await gather(url, known, tools)) };
  const httpsUrl = `https://${url.host}/`;
  return problemFrom(judge(evidence), { host: url.host, scheme, purpose, httpsUrl });
}

type Findings = Pick<Evidence, 'sameLine' | 'otherLine' | 'bare' | 'plain' | 'permission'>;
type Known = Omit<Evidence, keyof Findings>;

async function gather(url: URL, known: Known, tools: DiagnosisTools): Promise<Findings> {
  const { scheme, scope, pageIsSecure } = known;
  const nothing = { sameLine: 'untried', otherLine: 'untried', bare: 'untried', plain: 'untried' } as const;
  // Nothing plain leaves a page that came over https towards the internet: the cause is certain.
  if (scheme === 'ws' && scope === 'public' && pageIsSecure) return nothing;
  const mayPlain = scope !== 'public' || !pageIsSecure;
  const encrypted = (): Promise<ProbeResult> => probeHttp(`https://${url.host}/`, tools);
  const plainly = (): Promise<ProbeResult> => probeHttp(`http://${url.host}/`, tools);
  const none = (): Promise<ProbeResult> => Promise.resolve('untried');
  const [sameLine, otherLine, permission] = await Promise.all([
    scheme === 'wss' ? encrypted() : plainly(),
    scheme === 'ws' ? encrypted() : mayPlain ? plainly() : none(),
    Promise.resolve()
      .then(() => tools.permission?.())
      .catch(() => undefined),
  ]);
  const bare = sameLine === 'answered' ? await probeWebSocket(url.href, tools) : 'untried';
  const isPlainWorthIt = scheme === 'wss' && sameLine !== 'answered' && otherLine === 'answered';
  const plain = isPlainWorthIt ? await probeWebSocket(url.href.replace(/^wss:/, 'ws:'), tools) : 'untried';
  return { sameLine, otherLine, bare, plain, permission };
}

/** Whether anybody answers HTTP there; what, a page may not know. */
function probeHttp(url: string, tools: DiagnosisTools): Promise<ProbeResult> {
  return bounded(tools, (settle) => {
    const abort = new AbortController();
    const init: RequestInit = {
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: abort.signal,
    };
    tools.fetch(url, init).then(
      () => settle('answered'),
      () => settle('failed'),
    );
    return () => abort.abort();
  });
}

/** Whether a WebSocket opens that offers no subprotocol, and so can be no session (R-WS.12a). */
function probeWebSocket(url: string, tools: DiagnosisTools): Promise<ProbeResult> {
  return bounded(tools, (settle) => {
    const socket = new tools.WebSocket(url);
    socket.onopen = () => settle('answered');
    socket.onerror = () => settle('failed');
    socket.onclose = () => settle('failed');
    return () => socket.close();
  });
}

/** One probe, ended by its answer, by time or by the signal, and cleaned up in any case. */
function bounded(
  tools: DiagnosisTools,
  start: (settle: (result: ProbeResult) => void) => () => void,
): Promise<ProbeResult> {
  const { after, signal, probeTimeout = PROBE_TIMEOUT } = tools;
  if (signal.aborted) return Promise.resolve('untried');
  return new Promise((resolve) => {
    let cleanUp = (): void => undefined;
    let isSettled = false;
    const settle = (result: ProbeResult): void => {
      if (isSettled) return;
      isSettled = true;
      callOff();
      signal.removeEventListener('abort', abort);
      resolve(result);
      cleanUp();
    };
    const abort = (): void => settle('untried');
    const callOff = after(probeTimeout, () => settle('silent'));
    signal.addEventListener('abort', abort);
    try {
      const stop = start(settle);
      if (isSettled) stop();
      else cleanUp = stop;
    } catch {
      settle('failed');
    }
  });
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text.trim());
  } catch {
    return undefined;
  }
}
