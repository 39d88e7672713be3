/** The worker begins: the real clock, timers, randomness and transports for the host, and the demo device. */
import type { PageDevice } from '../demo/page-device.ts';
import type { After } from '../mtp/after.ts';
import type { MtpListener } from '../mtp/mtp.ts';
import { diagnoseWebSocket } from '../mtp/websocket-diagnosis.ts';
import type { Environment } from './environment.ts';
import { Host } from './host.ts';
import { demoAgentIds, type ConnectionConfig, type DemoConfig, type FromWorker, type ToWorker } from './port.ts';
import { makeTransport, type Transport } from './transports.ts';

/** Milliseconds that the search for a cause may take. */
const diagnosisTime = 15_000;

const after: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/** What of the worker's global scope is used. */
interface Scope {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}
const scope = globalThis as unknown as Scope;

/** Demo devices by connection: they stay switched on while connections to them come and go. */
const devices = new Map<string, Promise<PageDevice>>();

async function joinDemo(
  config: ConnectionConfig,
  { size, link }: DemoConfig,
  listener: MtpListener,
): Promise<Transport> {
  const key = `${config.id} ${config.controllerId} ${size}`;
  let device = devices.get(key);
  if (!device) {
    device = startDevice(config.controllerId, size);
    devices.set(key, device);
    device.catch(() => devices.delete(key)); // the next try loads it again
  }
  return { mtp: (await device).connect(listener, link, config.maxRecordSize) };
}

async function startDevice(controllerId: string, size: DemoConfig['size']): Promise<PageDevice> {
  const { startPageDevice } = await import('../demo/page-device.ts');
  const clock = { now: () => Date.now(), setTimer: after };
  const seed = Math.floor(random() * 2 ** 31);
  return startPageDevice({
    endpointId: demoAgentIds[size],
    controllerId,
    size,
    seed,
    clock,
    random,
    schedule: (run) => queueMicrotask(run),
  });
}

function random(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word / 2 ** 32;
}

const environment: Environment = {
  now: () => Date.now(),
  after,
  random,
  transport: (config, listener) =>
    config.mtp.kind === 'demo' ? joinDemo(config, config.mtp, listener) : makeTransport(config, listener, after),
  diagnose: async (config, { problem, lasted }) => {
    if (config.mtp.kind === 'demo') return undefined;
    const { url, kind } = config.mtp;
    const abort = new AbortController();
    const cancel = after(diagnosisTime, () => abort.abort());
    try {
      return await diagnoseWebSocket(
        { url, purpose: kind === 'mqtt' ? 'mqtt' : 'usp', problem, lasted, page: location.href },
        { WebSocket, fetch: (address, init) => fetch(address, init), after, signal: abort.signal },
      );
    } finally {
      cancel();
    }
  },
  post: (message) => scope.postMessage(message),
};

const host = new Host(environment);
scope.onmessage = (event) => host.handle(event.data);
