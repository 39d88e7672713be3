/** What the Overview reads, and how rows of a table become a few telling columns. Generic TR-181, nothing of a vendor. */
import type { DeviceModel } from './device-model.ts';
import { compareParts, lastPart } from './path-parts.ts';

export interface OverviewTable {
  readonly title: string;
  /** Path of the table. */
  readonly path: string;
  /** Parameters of a row, relative to it, by the heading that they get. */
  readonly columns: readonly { readonly title: string; readonly params: readonly string[] }[];
  /** Said when the table is there and empty. */
  readonly none: string;
}

/** Read with one Get; a device that lacks some of them says so per path, and the rest stands. */
export const overviewPaths: readonly { readonly path: string; readonly depth: number }[] = [
  { path: 'Device.DeviceInfo.', depth: 2 },
  { path: 'Device.Time.', depth: 1 },
  { path: 'Device.IP.Interface.', depth: 4 },
  { path: 'Device.WiFi.Radio.', depth: 2 },
  { path: 'Device.WiFi.SSID.', depth: 2 },
  { path: 'Device.Hosts.Host.', depth: 2 },
];

export const overviewTables: readonly OverviewTable[] = [
  {
    title: 'IP interfaces',
    path: 'Device.IP.Interface.',
    columns: [
      { title: 'Name', params: ['Name', 'Alias'] },
      { title: 'Status', params: ['Status'] },
      { title: 'IPv4', params: ['IPv4Address.1.IPAddress'] },
      { title: 'IPv6', params: ['IPv6Address.1.IPAddress'] },
      { title: 'Received', params: ['Stats.BytesReceived'] },
      { title: 'Sent', params: ['Stats.BytesSent'] },
    ],
    none: 'The device has no IP interface.',
  },
  {
    title: 'WiFi radios',
    path: 'Device.WiFi.Radio.',
    columns: [
      { title: 'Band', params: ['OperatingFrequencyBand', 'Name'] },
      { title: 'Status', params: ['Status'] },
      { title: 'Channel', params: ['Channel'] },
      { title: 'Width', params: ['CurrentOperatingChannelBandwidth', 'OperatingChannelBandwidth'] },
    ],
    none: 'The device has no WiFi radio.',
  },
  {
    title: 'WiFi networks',
    path: 'Device.WiFi.SSID.',
    columns: [
      { title: 'SSID', params: ['SSID', 'Alias'] },
      { title: 'Status', params: ['Status'] },
      { title: 'BSSID', params: ['BSSID'] },
    ],
    none: 'The device has no WiFi network.',
  },
  {
    title: 'Hosts',
    path: 'Device.Hosts.Host.',
    columns: [
      { title: 'Name', params: ['HostName', 'Alias', 'PhysAddress'] },
      { title: 'Active', params: ['Active'] },
      { title: 'Address', params: ['IPAddress', 'IPv4Address.1.IPAddress'] },
      { title: 'By', params: ['InterfaceType', 'Layer1Interface'] },
    ],
    none: 'No host is known to the device.',
  },
];

/** The first of the parameters that has a value, as its full path. */
export function firstFilled(model: DeviceModel, row: string, params: readonly string[]): string | undefined {
  const filled = params.find((param) => model.text(row + param));
  return filled === undefined ? undefined : row + filled;
}

/** Rows of a table in the order of their numbers; undefined: the device does not have it, or it was not read yet. */
export function rowsOf(model: DeviceModel, path: string): string[] | undefined {
  const table = model.table(path);
  return table && [...table.rows].sort((a, b) => compareParts(lastPart(a), lastPart(b)));
}
