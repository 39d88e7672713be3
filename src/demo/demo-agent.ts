/** The demo device as the page runs it. */
import { Agent } from './agent.ts';
import type { InjectedFault } from './injection.ts';

export interface DemoAgentOptions {
  readonly endpointId: string;
  /** Endpoint ID of the Controller that has every right on it. */
  readonly controllerId: string;
  readonly seed: number;
  /** `large`: 100,000 parameters. */
  readonly size: 'home' | 'large';
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly faults?: readonly InjectedFault[];
}

/** Makes a device that knows one Controller. */
export function createDemoAgent({ controllerId, ...options }: DemoAgentOptions): Agent {
  return new Agent({ ...options, controllers: [{ endpointId: controllerId, role: 'full' }], newcomers: 'untrusted' });
}
