/** What this device forbids beyond types and access, as real ones do. */
import { parsePath } from '../../usp/path.ts';
import { splitList } from '../../usp/value-types.ts';
import { decodePercent } from '../../usp/percent.ts';
import type { Fault } from '../store/fault.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';
import type { RequestContext } from './context.ts';
import { completeRow } from './complete-row.ts';
import type { Conflict, Rules } from './rules.ts';

type WriteRule = (context: RequestContext, node: ObjectNode, value: string, adding: boolean) => Fault | undefined;

/** Channels on which a weather radar is heard: the radio never gets them. */
const radarChannels = new Set(['120', '124', '128']);

const writeRules = new Map<string, WriteRule>([
  [
    'Device.LocalAgent.Controller.{i}.Enable',
    ({ controller }, node, value) =>
      node === controller && value === 'false' ? broken('You would lock yourself out.') : undefined,
  ],
  [
    'Device.LocalAgent.Controller.{i}.EndpointID',
    ({ controller }, node, value) =>
      node === controller && value !== '' ? broken('You would lock yourself out.') : undefined,
  ],
  [
    'Device.LocalAgent.MTP.{i}.Enable',
    ({ store }, node, value) =>
      value === 'false' && isLastMtp(store, node) ? broken('Nothing could reach the device any more.') : undefined,
  ],
  [
    'Device.LocalAgent.Subscription.{i}.ReferenceList',
    ({ store }, node, value, adding) => {
      if (!adding && store.read(node, 'ReferenceList') !== '' && store.read(node, 'ReferenceList') !== value) {
        return { code: 7013, message: 'The ReferenceList of a Subscription never changes; add another Subscription.' };
      }
      const wrong = splitList(value).find((item) => !parsePath(decodePercent(item)).ok);
      return wrong === undefined ? undefined : { code: 7012, message: `"${wrong}" is no Path Name.` };
    },
  ],
  [
    'Device.WiFi.Radio.{i}.Channel',
    ({ store }, node, value) => {
      if (!splitList(store.read(node, 'PossibleChannels')).includes(value)) {
        return { code: 7012, message: `Channel ${value} is not in PossibleChannels.` };
      }
      if (!radarChannels.has(value)) return undefined;
      return { code: 7009, message: `The radio gave up channel ${value}: there is a weather radar on it.` };
    },
  ],
  [
    'Device.WiFi.Radio.{i}.TransmitPower',
    ({ store }, node, value) =>
      value === '-1' || splitList(store.read(node, 'TransmitPowerSupported')).includes(value)
        ? undefined
        : { code: 7012, message: `${value} is not in TransmitPowerSupported.` },
  ],
  [
    'Device.DeviceInfo.BootFirmwareImage',
    ({ store }, _node, value) => {
      const image = store.find(value);
      const bootable = image?.kind === 'object' && ['Active', 'Available'].includes(store.read(image, 'Status'));
      return bootable ? undefined : { code: 7012, message: 'There is no firmware to boot in this image.' };
    },
  ],
]);

type ConflictRule = (store: Store, node: ObjectNode) => Conflict | undefined;

const conflictRules = new Map<string, ConflictRule>([
  [
    'Device.DHCPv4.Server.Pool.{i}.',
    (store, node) => {
      const least = addressNumber(store.read(node, 'MinAddress'));
      const most = addressNumber(store.read(node, 'MaxAddress'));
      if (least === undefined || most === undefined || least <= most) return undefined;
      return clash('MinAddress is above MaxAddress.', 'MinAddress', 'MaxAddress');
    },
  ],
  [
    'Device.NAT.PortMapping.{i}.',
    (store, node) => {
      const end = store.readNumber(node, 'ExternalPortEndRange');
      if (end === 0 || end >= store.readNumber(node, 'ExternalPort')) return undefined;
      return clash('ExternalPortEndRange is below ExternalPort.', 'ExternalPort', 'ExternalPortEndRange');
    },
  ],
  [
    'Device.WiFi.AccessPoint.{i}.Security.',
    (store, node) => {
      const mode = store.read(node, 'ModeEnabled');
      if (!mode.endsWith('Personal') || store.read(node, 'KeyPassphrase') !== '') return undefined;
      return clash(`${mode} needs a KeyPassphrase.`, 'ModeEnabled', 'KeyPassphrase');
    },
  ],
]);

export const deviceRules: Rules = {
  write(context, node, name, value, adding) {
    if (name === 'Alias') return aliasFault(value);
    return writeRules.get(node.def.path + name)?.(context, node, value, adding);
  },
  added: completeRow,
  conflict: ({ store }, node) => conflictRules.get(node.def.path)?.(store, node),
  remove: (context, row) => removeFault(context, row),
};

/** TR-181: an Alias that a Controller chooses begins with a letter, and not as those of the device do. */
function aliasFault(value: string): Fault | undefined {
  if (/^[A-Za-z]/.test(value) && !value.startsWith('cpe-')) return undefined;
  return { code: 7012, message: 'An Alias begins with a letter, and not with "cpe-".' };
}

function removeFault({ store, controller }: RequestContext, row: ObjectNode): Fault | undefined {
  const { path } = row.def;
  if (row === controller) return broken('You would lock yourself out.');
  if (path === 'Device.LocalAgent.MTP.{i}.' && isLastMtp(store, row)) {
    return broken('Nothing could reach the device any more.');
  }
  const roles = [...store.follow(controller, 'AssignedRole'), ...store.follow(controller, 'InheritedRole')];
  if (roles.includes(row)) return broken('It is your own role.');
  for (const name of ['StaticUser', 'StaticGroup', 'StaticRole']) {
    if (row.def.params.has(name) && store.readFlag(row, name)) {
      return { code: 7024, message: 'It belongs to the device and cannot be deleted.' };
    }
  }
  if (path === 'Device.IP.Interface.{i}.' && (row.number ?? 0) <= 4) {
    return { code: 7024, message: `${store.read(row, 'Name')} is wired to the hardware and cannot be deleted.` };
  }
  if (path === 'Device.Users.Group.{i}.') {
    const bare = row.path.slice(0, -1);
    const users = [...store.table('Device.Users.User.').rows.values()];
    if (users.some((user) => splitList(store.read(user, 'GroupParticipation')).includes(bare))) {
      return { code: 7015, message: 'There are still users in this group.' };
    }
  }
  return undefined;
}

function isLastMtp(store: Store, mtp: ObjectNode): boolean {
  if (mtp.def.path !== 'Device.LocalAgent.MTP.{i}.') return false;
  return [...store.table('Device.LocalAgent.MTP.').rows.values()].every(
    (row) => row === mtp || !store.readFlag(row, 'Enable'),
  );
}

function addressNumber(text: string): number | undefined {
  const parts = text.split('.').map(Number);
  return text === '' || parts.length !== 4 ? undefined : parts.reduce((sum, part) => sum * 256 + part, 0);
}

function broken(message: string): Fault {
  return { code: 7007, message };
}

function clash(message: string, ...params: string[]): Conflict {
  return { code: 7014, message, params };
}
