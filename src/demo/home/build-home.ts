/** The whole instantiated data model as it leaves the factory. */
import { deviceSchema } from '../schema/device-schema.ts';
import { SeededRandom } from '../random.ts';
import type { ObjectNode } from '../store/nodes.ts';
import { Store } from '../store/store.ts';
import { secondsSince } from '../time-text.ts';
import { setUpDeviceInfo, trackUpTime } from './device-info.ts';
import { growToLarge } from './large.ts';
import { joinLayers, setUpInterfaces } from './interfaces.ts';
import { syncInterfaceStack } from './interface-stack.ts';
import { setUpIp } from './ip.ts';
import { setUpLocalAgent, type KnownController } from './local-agent.ts';
import { setUpServices } from './services.ts';
import type { Setup } from './setup.ts';
import { setUpWifi } from './wifi.ts';

export interface HomeOptions {
  readonly endpointId: string;
  readonly controllers: readonly KnownController[];
  readonly seed: number;
  /** `large`: 100,000 parameters and more. */
  readonly size: 'home' | 'large';
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Builds the home without those who come and go in it (see `life`). */
export function buildHome({ endpointId, controllers, seed, size, now }: HomeOptions): Store {
  const store = new Store(deviceSchema());
  store.now = now;
  const setup: Setup = { store, random: new SeededRandom(seed), bootedAt: now, endpointId };
  setUpDeviceInfo(setup);
  setUpWifi(setup);
  setUpInterfaces(setup);
  joinLayers(setup);
  setUpIp(setup);
  setUpServices(setup);
  setUpLocalAgent(setup, controllers);
  store.write(store.object('Device.Time.Client.1.'), 'Interface', 'Device.IP.Interface.1');
  syncInterfaceStack(store);
  trackUpTime(store, now);
  for (const node of store.walk()) if (node.def.params.has('LastChange')) trackLastChange(store, node, now);
  if (size === 'large') growToLarge(store);
  store.takeChanges();
  return store;
}

/** LastChange: seconds since the status of an interface changed. */
export function trackLastChange(store: Store, node: ObjectNode, since: number): void {
  store.setLive(node, 'LastChange', (now) => String(secondsSince(since, now)));
}
