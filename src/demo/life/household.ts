/** Who lives in the home: stations and wired hosts, with where they are and how they come and go. */
import { macAddress } from '../home/setup.ts';

export interface Resident {
  readonly mac: string;
  readonly name: string;
  /** Last byte of its IPv4 address. */
  readonly host: number;
  /** Number of its access point, or of its Ethernet port. */
  readonly accessPoint?: number;
  readonly port?: number;
  /** Of a station. */
  readonly standard?: 'n' | 'ac' | 'ax' | 'be';
  readonly bandwidth?: '20MHz' | '80MHz' | '160MHz';
  /** dBm around which the signal drifts. */
  readonly signal?: number;
  /** kbit/s at most, both ways. */
  readonly rate?: number;
  /** Carried about: it comes and goes. */
  readonly mobile?: boolean;
  /** Not at home at the beginning. */
  readonly away?: boolean;
  /** Mean traffic towards it in bytes per second. */
  readonly traffic: number;
}

export const residents: readonly Resident[] = [
  { mac: macAddress(0x60, 1), name: 'nas', host: 20, port: 1, traffic: 240_000 },
  { mac: macAddress(0x60, 2), name: 'heat-pump', host: 30, port: 2, traffic: 900 },
  { mac: macAddress(0x60, 3), name: 'workstation', host: 101, port: 4, traffic: 410_000 },
  station(4, 'ada-laptop', 102, 3, 'be', '160MHz', -48, 2_882_400, { mobile: true, traffic: 350_000 }),
  station(5, 'ada-phone', 103, 3, 'ax', '160MHz', -55, 2_401_900, { mobile: true, traffic: 60_000 }),
  station(6, 'console', 104, 2, 'ac', '80MHz', -52, 866_700, { traffic: 90_000 }),
  station(7, 'television', 105, 2, 'ac', '80MHz', -58, 866_700, { traffic: 820_000 }),
  station(8, 'ben-tablet', 106, 2, 'ax', '80MHz', -61, 1_201_000, { mobile: true, traffic: 120_000 }),
  station(9, 'ben-phone', 107, 2, 'ax', '80MHz', -63, 1_201_000, { mobile: true, away: true, traffic: 40_000 }),
  station(10, 'printer', 108, 1, 'n', '20MHz', -67, 144_400, { traffic: 300 }),
  station(11, 'kitchen-radio', 109, 1, 'n', '20MHz', -59, 144_400, { traffic: 24_000 }),
  station(12, 'doorbell', 110, 6, 'n', '20MHz', -72, 72_200, { traffic: 15_000 }),
  station(13, 'thermostat', 111, 6, 'n', '20MHz', -65, 72_200, { traffic: 200 }),
  station(14, 'robot', 112, 6, 'n', '20MHz', -70, 72_200, { mobile: true, traffic: 1_500 }),
];

export function station(
  number: number,
  name: string,
  host: number,
  accessPoint: number,
  standard: NonNullable<Resident['standard']>,
  bandwidth: NonNullable<Resident['bandwidth']>,
  signal: number,
  rate: number,
  more: { readonly mobile?: boolean; readonly away?: boolean; readonly traffic: number },
): Resident {
  return { mac: macAddress(0x60, number), name, host, accessPoint, standard, bandwidth, signal, rate, ...more };
}
