/** A worker of its own for each capture that is open: it ends with the capture, and what it holds with it. */
import { CaptureHost } from './capture-host.ts';
import type { FromWorker, ToWorker } from './port.ts';

/** What of the worker's global scope is used. */
interface Scope {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}
const scope = globalThis as unknown as Scope;

const host = new CaptureHost({
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  post: (message) => scope.postMessage(message),
});
scope.onmessage = ({ data }) => host.handle(data);
