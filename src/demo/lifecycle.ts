/** Starting, restarting and starting anew. */
import type { ObjectNode } from './store/nodes.ts';
import type { Store } from './store/store.ts';
import { trackUpTime } from './home/device-info.ts';
import { recordReboot } from './home/local-agent.ts';
import { parameterMap } from './notify/subscriptions.ts';
import type { OutputArgs, RestartWish } from './operations/types.ts';
import { resolvePath } from './resolve/resolve-path.ts';

/** Milliseconds from the answer to a Reboot() until the device goes down, and until it is back. */
export const restartDelay = 1_000;
export const bootTime = 5_000;

/** What Boot! tells of the last start. */
export interface Boot {
  readonly cause: string;
  readonly reason: string;
  readonly commandKey: string;
  readonly firmwareUpdated: boolean;
}

/** The running image changes to the one that is to boot; returns whether it is another one. */
export function bootFirmware(store: Store, wanted: ObjectNode | undefined): boolean {
  const info = store.object('Device.DeviceInfo.');
  const [chosen] = wanted?.alive ? [wanted] : store.follow(info, 'BootFirmwareImage');
  const [active] = store.follow(info, 'ActiveFirmwareImage');
  if (chosen?.kind !== 'object' || chosen === active) return false;
  if (active?.kind === 'object') store.write(active, 'Status', 'Available');
  store.write(chosen, 'Status', 'Active');
  const path = chosen.path.slice(0, -1);
  store.writeAll(info, {
    ActiveFirmwareImage: path,
    BootFirmwareImage: path,
    SoftwareVersion: store.read(chosen, 'Version'),
  });
  return true;
}

/** A start of a device that keeps its settings. */
export function restartStore(store: Store, wish: RestartWish, now: number): Boot {
  const firmwareUpdated = bootFirmware(store, wish.firmware);
  trackUpTime(store, now);
  for (const point of store.table('Device.WiFi.AccessPoint.').rows.values()) {
    for (const row of store.table(`${point.path}AssociatedDevice.`).rows.values()) store.removeRow(row);
  }
  return noteBoot(store, wish, firmwareUpdated, now);
}

export function noteBoot(store: Store, wish: RestartWish, firmwareUpdated: boolean, now: number): Boot {
  const { cause, reason, commandKey } = wish;
  recordReboot({ store }, { at: now, cause, reason, firmwareUpdated });
  return { cause, reason, commandKey, firmwareUpdated };
}

/** The arguments of Device.Boot! for one Controller: its BootParameters are in them. */
export function bootArgs(store: Store, boot: Boot, controller: ObjectNode): OutputArgs {
  const entries = [...store.table(`${controller.path}BootParameter.`).rows.values()].flatMap((row) => {
    if (!store.readFlag(row, 'Enable')) return [];
    const resolved = resolvePath(store, store.read(row, 'ParameterName'));
    if (!resolved.ok) return [];
    return resolved.targets.flatMap((target) =>
      target.type === 'parameter'
        ? [[target.node.path + target.param.name, store.readForController(target.node, target.param)] as const]
        : [],
    );
  });
  return [
    ['CommandKey', boot.commandKey],
    ['Cause', boot.cause],
    ['Reason', boot.reason],
    ['FirmwareUpdated', boot.firmwareUpdated],
    ['ParameterMap', parameterMap(entries)],
  ];
}
