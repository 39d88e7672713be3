/** Firmware: Download() and Activate(); and Upload() of log files. */
import { dateTimeText } from '../time-text.ts';
import { splitList } from '../../usp/value-types.ts';
import type { ObjectNode } from '../store/nodes.ts';
import { destinationOf, hashOf, hostOfUrl } from './network.ts';
import { done, failed, numberArg, type AsyncCommand, type CommandCall, type CommandResult } from './types.ts';

/** Bytes per second. */
const speed = 6_000_000;

export const downloadFirmware: AsyncCommand = (call) => {
  const { store, node, args } = call;
  const url = args.get('URL') ?? '';
  const host = hostOfUrl(url);
  if (host === undefined) return failed(7027, 'URL is no URL of http or ftp.');
  if (store.read(node, 'Status') === 'Active') return failed(7022, 'The running image cannot be overwritten.');
  if (['Downloading', 'Validating'].includes(store.read(node, 'Status'))) {
    return failed(7022, 'A download into this image is under way.');
  }
  const size = numberArg(call, 'FileSize', 24_000_000) || 24_000_000;
  const target = destinationOf(host, 'Any');
  const duration = target.reachable ? Math.min(120_000, 1_500 + Math.round((size / speed) * 1000)) : 3_000;
  const before = store.read(node, 'Status');
  const begun = store.now;
  store.writeAll(node, { Status: 'Downloading', Available: false });
  return {
    duration: duration + 1_500,
    steps: target.reachable ? [{ after: duration, run: () => store.write(node, 'Status', 'Validating') }] : [],
    cancelled: () => store.writeAll(node, { Status: before, Available: before === 'Available' }),
    finish: () => {
      const fault = target.reachable ? undefined : `${host} cannot be reached.`;
      if (fault === undefined) {
        store.writeAll(node, { Status: 'Available', Available: true, Version: versionIn(url) });
      } else {
        store.writeAll(node, { Status: 'DownloadFailed' });
      }
      report(call, 'Download', url, begun, fault);
      if (fault !== undefined) return failed(7022, fault);
      if (args.get('AutoActivate') === 'true') activate(call, node);
      return done;
    },
  };
};

export const activateFirmware: AsyncCommand = (call) => {
  const { store, node } = call;
  const status = store.read(node, 'Status');
  if (status !== 'Available' && status !== 'Active') {
    return failed(7022, `There is no firmware to activate: the image is ${status}.`);
  }
  const windows = [...call.args.keys()].filter((name) => name.endsWith('.Start'));
  const starts = windows.map((name) => Number(call.args.get(name)));
  const wait = starts.length > 0 ? Math.min(...starts) * 1000 : 0;
  return {
    duration: wait + 2_000,
    finish: (): CommandResult => {
      if (!node.alive) return failed(7022, 'The image is gone.');
      activate(call, node);
      return done;
    },
  };
};

function activate({ device, commandKey }: CommandCall, firmware: ObjectNode): void {
  device.restart({
    kind: 'reboot',
    cause: 'RemoteReboot',
    reason: 'New firmware was activated.',
    commandKey,
    firmware,
  });
}

export const uploadLog: AsyncCommand = (call) => {
  const url = call.args.get('URL') ?? '';
  const host = hostOfUrl(url);
  if (host === undefined) return failed(7027, 'URL is no URL of http or ftp.');
  const reachable = destinationOf(host, 'Any').reachable;
  const begun = call.store.now;
  return {
    duration: reachable ? 1_800 : 5_000,
    finish: () => {
      const fault = reachable ? undefined : `${host} cannot be reached.`;
      report(call, 'Upload', url, begun, fault);
      return fault === undefined ? done : failed(7022, fault);
    },
  };
};

/** Device.LocalAgent.TransferComplete! */
function report(call: CommandCall, type: 'Download' | 'Upload', url: string, begun: number, fault?: string): void {
  call.device.sendEvent('Device.LocalAgent.', 'TransferComplete!', [
    ['Command', call.path],
    ['CommandKey', call.commandKey],
    ['Requestor', call.originator],
    ['TransferType', type],
    ['Affected', call.node.path],
    ['TransferURL', url],
    ['StartTime', dateTimeText(begun)],
    ['CompleteTime', dateTimeText(call.store.now)],
    ['FaultCode', fault === undefined ? 0 : 7022],
    ['FaultString', fault ?? ''],
    ['CheckSumAlgorithm', call.args.get('CheckSumAlgorithm') ?? 'Unknown'],
    ['CheckSum', call.args.get('CheckSum') ?? ''],
  ]);
}

/** The version in a file name (`dhg3000-2.5.0.bin`), or one made from the URL. */
function versionIn(url: string): string {
  const found = splitList(/\d+\.\d+(?:\.\d+)*/.exec(url.replace(/^\w+:\/\/[^/]*/, ''))?.[0] ?? '');
  return found[0] ?? `2.5.${String(hashOf(url) % 20)}`;
}
