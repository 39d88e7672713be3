/** What a row that a Controller adds gets from the device itself, its keys first (R-ADD.5). */
import { securityValues } from '../home/wifi.ts';
import { macAddress } from '../home/setup.ts';
import type { Fault } from '../store/fault.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';
import { dateTimeText } from '../time-text.ts';
import type { RequestContext } from './context.ts';

type Given = ReadonlySet<string>;
type Completion = (context: RequestContext, row: ObjectNode, given: Given) => Fault | undefined;

export function completeRow(context: RequestContext, row: ObjectNode, given: Given): Fault | undefined {
  const { store } = context;
  const number = String(row.number);
  if (row.def.params.has('Alias') && !given.has('Alias')) store.write(row, 'Alias', `cpe-${number}`);
  if (row.def.params.get('Name')?.access === 'ro') store.write(row, 'Name', `${row.def.name.toLowerCase()}${number}`);
  for (const name of ['Order', 'UserID', 'GroupID', 'RoleID']) {
    const isKey = row.def.keys.some(({ params }) => params.includes(name));
    if (isKey && !given.has(name)) store.write(row, name, nextNumber(store, row, name));
  }
  for (const name of ['Username', 'Groupname', 'RoleName']) {
    if (row.def.params.has(name) && !given.has(name)) store.write(row, name, `${row.def.name.toLowerCase()}-${number}`);
  }
  return completions.get(row.def.path)?.(context, row, given);
}

const completions = new Map<string, Completion>([
  [
    'Device.LocalAgent.Subscription.{i}.',
    ({ store, controller }, row, given) => {
      store.write(row, 'Recipient', controller.path.slice(0, -1));
      store.write(row, 'CreationDate', dateTimeText(store.now));
      if (!given.has('ID')) store.write(row, 'ID', `subscription-${String(row.number)}`);
      return undefined;
    },
  ],
  [
    'Device.LocalAgent.Controller.{i}.',
    ({ store }, row, given) => {
      if (!given.has('PeriodicNotifInterval')) store.write(row, 'PeriodicNotifInterval', 86_400);
      if (!given.has('EndpointID')) store.write(row, 'EndpointID', `doc::controller-${String(row.number)}`);
      const session = store.object(`${row.path}E2ESession.`);
      store.writeAll(session, { SessionMode: 'Allow', Status: 'Down' });
      store.write(store.object(`${row.path}TransferCompletePolicy.`), 'ResultTypeFilter', 'Both');
      return undefined;
    },
  ],
  [
    'Device.WiFi.SSID.{i}.',
    ({ store }, row) => {
      for (const radio of store.follow(row, 'LowerLayers')) {
        if (radio.kind !== 'object' || !radio.def.params.has('MaxSupportedSSIDs')) continue;
        const most = store.readNumber(radio, 'MaxSupportedSSIDs');
        const carried = [...store.table('Device.WiFi.SSID.').rows.values()].filter((ssid) =>
          store.follow(ssid, 'LowerLayers').includes(radio),
        );
        if (carried.length > most) {
          return { code: 7017, message: `${radio.path} carries its ${String(most)} SSIDs already.` };
        }
      }
      const address = macAddress(0x3f, row.number ?? 0);
      store.writeAll(row, { BSSID: address, MACAddress: address });
      return undefined;
    },
  ],
  [
    'Device.WiFi.AccessPoint.{i}.',
    ({ store }, row, given) => {
      const security = store.object(`${row.path}Security.`);
      const written = [...given].filter((name) => name.startsWith('Security.')).map((name) => name.slice(9));
      for (const [name, value] of Object.entries(securityValues('WPA2-Personal', 'change me soon'))) {
        if (!written.includes(name)) store.write(security, name, value);
      }
      for (const category of ['BE', 'BK', 'VI', 'VO']) {
        const queue = store.addRow(store.table(`${row.path}AC.`));
        store.writeAll(queue, { AccessCategory: category, Alias: `cpe-${String(queue.number)}` });
      }
      if (!given.has('MaxAllowedAssociations')) store.write(row, 'MaxAllowedAssociations', 32);
      return undefined;
    },
  ],
  [
    'Device.Ethernet.Link.{i}.',
    ({ store }, row, given) => {
      if (!given.has('MACAddress')) store.write(row, 'MACAddress', macAddress(0x2f, row.number ?? 0));
      if (!given.has('MTU')) store.write(row, 'MTU', 1500);
      return undefined;
    },
  ],
]);

/** One more than the highest number in the table. */
function nextNumber(store: Store, row: ObjectNode, name: string): number {
  const numbers = [...(row.table?.rows.values() ?? [])]
    .filter((one) => one !== row)
    .map((one) => store.readNumber(one, name));
  return Math.max(0, ...numbers) + 1;
}
