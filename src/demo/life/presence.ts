/** Coming and going: rows of stations, hosts and leases. */
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';
import { dateTimeText } from '../time-text.ts';
import type { Resident } from './household.ts';

/** A network of the home: pool of addresses, IP interface, and the beginning of its addresses. */
function netOf({ accessPoint }: Resident): { pool: string; layer3: string; prefix: string } {
  const isGuest = accessPoint === 4 || accessPoint === 5;
  return isGuest
    ? { pool: 'Device.DHCPv4.Server.Pool.2.', layer3: 'Device.IP.Interface.3', prefix: '192.168.50.' }
    : { pool: 'Device.DHCPv4.Server.Pool.1.', layer3: 'Device.IP.Interface.2', prefix: '192.168.1.' };
}

/** Whether the way in is open: port or access point up. */
export function canCome(store: Store, { accessPoint, port }: Resident): boolean {
  if (accessPoint === undefined) {
    const node = store.find(`Device.Ethernet.Interface.${String(port)}.`);
    return node?.kind === 'object' && store.read(node, 'Status') === 'Up';
  }
  const node = store.find(`Device.WiFi.AccessPoint.${String(accessPoint)}.`);
  if (node?.kind !== 'object' || store.read(node, 'Status') !== 'Enabled') return false;
  const associated = store.child(node, 'AssociatedDevice');
  return associated?.kind === 'table' && associated.rows.size < store.readNumber(node, 'MaxAllowedAssociations');
}

/** Makes the rows of somebody who comes; returns the station's row, if it is one. */
export function arrive(store: Store, resident: Resident): ObjectNode | undefined {
  const { pool, layer3, prefix } = netOf(resident);
  const address = prefix + String(resident.host);
  const host = hostOf(store, resident) ?? addHost(store, resident, address);
  const lease = leaseOf(store, pool, resident, address);
  const associated = resident.accessPoint === undefined ? undefined : associate(store, resident);
  store.writeAll(host, {
    IPAddress: address,
    Layer3Interface: store.find(layer3) ? layer3 : '',
    Layer1Interface: layer1Of(store, resident),
    AssociatedDevice: associated?.path.slice(0, -1) ?? '',
    DHCPClient: lease?.path.slice(0, -1) ?? '',
    Active: true,
    ActiveLastChange: dateTimeText(store.now),
  });
  return associated;
}

/** Takes out what is gone with somebody; a guest is forgotten altogether. */
export function leave(store: Store, resident: Resident, forget: boolean): void {
  const associated = associatedOf(store, resident);
  if (associated) store.removeRow(associated);
  const { pool } = netOf(resident);
  const lease = findRow(store, `${pool}Client.`, 'Chaddr', resident.mac);
  const host = hostOf(store, resident);
  if (forget) {
    if (lease) store.removeRow(lease);
    if (host) store.removeRow(host);
    return;
  }
  if (lease) store.write(lease, 'Active', false);
  if (host) store.writeAll(host, { Active: false, ActiveLastChange: dateTimeText(store.now) });
}

export function associatedOf(store: Store, { accessPoint, mac }: Resident): ObjectNode | undefined {
  if (accessPoint === undefined) return undefined;
  const table = `Device.WiFi.AccessPoint.${String(accessPoint)}.AssociatedDevice.`;
  return findKnown(store, `station ${mac}`, () => findRow(store, table, 'MACAddress', mac));
}

export function isHere(store: Store, resident: Resident): boolean {
  if (resident.accessPoint !== undefined) return associatedOf(store, resident) !== undefined;
  const host = hostOf(store, resident);
  return host !== undefined && store.readFlag(host, 'Active');
}

function associate(store: Store, resident: Resident): ObjectNode {
  const table = store.table(`Device.WiFi.AccessPoint.${String(resident.accessPoint)}.AssociatedDevice.`);
  const row = store.addRow(table);
  const rate = resident.rate ?? 72_200;
  store.writeAll(row, {
    MACAddress: resident.mac,
    Type: resident.mobile === true ? 'mobile' : 'fixed',
    OperatingStandard: resident.standard ?? 'n',
    AuthenticationState: true,
    LastDataDownlinkRate: rate,
    MaxSupportedDataDownlinkRate: rate,
    LastDataUplinkRate: rate,
    MaxSupportedDataUplinkRate: rate,
    AssociationTime: dateTimeText(store.now),
    SignalStrength: resident.signal ?? -60,
    Noise: -93,
    SNR: (resident.signal ?? -60) + 93,
    Active: true,
    MaxSupportedBandwidth: resident.bandwidth ?? '20MHz',
  });
  return row;
}

function hostOf(store: Store, { mac }: Resident): ObjectNode | undefined {
  return findKnown(store, `host ${mac}`, () => findRow(store, 'Device.Hosts.Host.', 'PhysAddress', mac));
}

function addHost(store: Store, resident: Resident, address: string): ObjectNode {
  const row = store.addRow(store.table('Device.Hosts.Host.'));
  store.writeAll(row, {
    PhysAddress: resident.mac,
    HostName: resident.name,
    InterfaceType: resident.accessPoint === undefined ? 'Ethernet' : 'Wi-Fi',
  });
  store.write(store.addRow(store.table(`${row.path}IPv4Address.`)), 'IPAddress', address);
  const suffix = (resident.host + 0x1000).toString(16);
  store.write(store.addRow(store.table(`${row.path}IPv6Address.`)), 'IPAddress', `2001:db8:2a91:1::${suffix}`);
  return row;
}

function leaseOf(store: Store, pool: string, resident: Resident, address: string): ObjectNode | undefined {
  const node = store.find(`${pool}Client.`);
  if (node?.kind !== 'table') return undefined;
  let row = findRow(store, node.path, 'Chaddr', resident.mac);
  if (!row) {
    row = store.addRow(node);
    store.writeAll(row, { Alias: `cpe-${String(row.number)}`, Chaddr: resident.mac });
    const ip = store.addRow(store.table(`${row.path}IPv4Address.`));
    store.write(ip, 'IPAddress', address);
    const option = store.addRow(store.table(`${row.path}Option.`));
    store.writeAll(option, { Tag: 12, Value: hexOf(resident.name) });
  }
  store.write(row, 'Active', true);
  const [ip] = store.table(`${row.path}IPv4Address.`).rows.values();
  const pooled = store.find(pool);
  const lease = pooled?.kind === 'object' ? store.readNumber(pooled, 'LeaseTime') : 0;
  if (ip && lease > 0) store.write(ip, 'LeaseTimeRemaining', dateTimeText(store.now + lease * 1000));
  return row;
}

function layer1Of(store: Store, { accessPoint, port }: Resident): string {
  if (accessPoint === undefined) return `Device.Ethernet.Interface.${String(port)}`;
  const node = store.object(`Device.WiFi.AccessPoint.${String(accessPoint)}.`);
  const [ssid] = store.follow(node, 'SSIDReference');
  return ssid?.kind === 'object' ? store.read(ssid, 'LowerLayers') : '';
}

const known = new WeakMap<Store, Map<string, ObjectNode>>();

/** Rows are asked for in every step: what was found once is not searched again while it lives. */
function findKnown(store: Store, key: string, find: () => ObjectNode | undefined): ObjectNode | undefined {
  let rows = known.get(store);
  if (!rows) known.set(store, (rows = new Map<string, ObjectNode>()));
  const row = rows.get(key);
  if (row?.alive) return row;
  const found = find();
  if (found) rows.set(key, found);
  else rows.delete(key);
  return found;
}

function findRow(store: Store, table: string, name: string, value: string): ObjectNode | undefined {
  const node = store.find(table);
  if (node?.kind !== 'table') return undefined;
  for (const row of node.rows.values()) if (store.read(row, name) === value) return row;
  return undefined;
}

function hexOf(ascii: string): string {
  return Array.from(ascii, (char) => char.charCodeAt(0).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}
