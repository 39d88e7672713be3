/** Rows for load tests: their values are computed from their numbers and take no memory until they are written. */
import type { Seed } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';
import { macAddress } from './setup.ts';

/** Parameters that the model has at least after it has grown. */
export const largeSize = 100_000;

/** Grows tables until the model has 100,000 parameters. */
export function growToLarge(store: Store): void {
  let count = countParams(store);
  for (let round = 0; count < largeSize; round++) {
    for (const { table, seed } of growing) {
      const row = store.addRow(store.table(table), undefined);
      row.seed = seed(row.number ?? round + 1);
      count += row.def.params.size;
    }
  }
}

/** How many parameters are instantiated. */
export function countParams(store: Store): number {
  let count = 0;
  for (const node of store.walk()) count += node.def.params.size;
  return count;
}

interface Growing {
  readonly table: string;
  readonly seed: (number: number) => Seed;
}

const growing: readonly Growing[] = [
  {
    table: 'Device.NAT.PortMapping.',
    seed: (number) =>
      seedOf({
        Alias: `cpe-${String(number)}`,
        Status: 'Disabled',
        Origin: 'System',
        Interface: 'Device.IP.Interface.1',
        ExternalPort: String(10_000 + (number % 50_000)),
        InternalPort: String(10_000 + (number % 50_000)),
        Protocol: number % 2 === 0 ? 'TCP' : 'UDP',
        InternalClient: `192.168.1.${String(100 + (number % 150))}`,
        Description: `Load test ${String(number)}`,
      }),
  },
  {
    table: 'Device.Hosts.Host.',
    seed: (number) =>
      seedOf({
        PhysAddress: macAddress(0x80, number),
        IPAddress: `10.64.${String((number >> 8) & 255)}.${String(number & 255)}`,
        Layer3Interface: 'Device.IP.Interface.2',
        InterfaceType: 'Ethernet',
        HostName: `host-${String(number)}`,
        Active: 'true',
      }),
  },
  {
    table: 'Device.Routing.Router.1.IPv4Forwarding.',
    seed: (number) =>
      seedOf({
        Alias: `cpe-${String(number)}`,
        Status: 'Disabled',
        DestIPAddress: `10.${String((number >> 8) & 255)}.${String(number & 255)}.0`,
        DestSubnetMask: '255.255.255.0',
        GatewayIPAddress: '192.168.1.20',
        Interface: 'Device.IP.Interface.2',
      }),
  },
  {
    table: 'Device.DeviceInfo.ProcessStatus.Process.',
    seed: (number) =>
      seedOf({
        PID: String(4_000 + number),
        Command: `worker/${String(number)}`,
        Size: String(200 + (number % 900)),
        Priority: '20',
        State: 'Sleeping',
      }),
  },
];

function seedOf(values: Readonly<Record<string, string>>): Seed {
  const known = new Map(Object.entries(values));
  return (name) => known.get(name);
}
