/** What a device can be held against: TR-181, data models that were brought, other devices and firmwares. */
import type { SupportedModel } from '../../model/supported-model.ts';
import { deviceName } from '../connections/device-list.svelte.ts';
import type { DeviceState } from '../device.svelte.ts';
import type { KeptFacts } from '../kept/kept-facts.ts';
import { readSupportedFile, writeSupportedFile } from '../storage/supported-file.ts';
import { standard } from '../tr181/standard.svelte.ts';
import { standardId, type ModelSource } from '../tr181/books.svelte.ts';

const softwareVersion = 'Device.DeviceInfo.SoftwareVersion';

/** Another device, or a firmware that was saved. */
export interface OtherModel {
  readonly id: string;
  /** For a person. */
  readonly name: string;
  readonly model: SupportedModel;
  /** Absent: it is there as a whole. */
  readonly device?: DeviceState;
}

/** What the person chose on the screen of one device; it stays while other places are looked at. */
export class CompareSides {
  /** Id of a data model or of another device. */
  chosen: string = $state(standardId);
  files: readonly OtherModel[] = $state.raw([]);
  #next = 1;

  /** Reactive: the data model that is chosen, if it is one. */
  get source(): ModelSource | undefined {
    return standard.books.sources.find(({ id }) => id === this.chosen);
  }

  /** Takes a supported data model from a file, and chooses it. @returns the problem where it is none. */
  async takeFile(file: File): Promise<string | undefined> {
    const read = readSupportedFile(await file.text());
    if ('problem' in read) return read.problem;
    const id = `file ${String(this.#next++)}`;
    this.files = [...this.files, { id, name: read.name || file.name, model: read.model }];
    this.chosen = id;
    return undefined;
  }
}

/** Reactive: the devices that are open besides this one. */
export function otherDevices(self: DeviceState, all: Iterable<DeviceState>): OtherModel[] {
  return [...all].flatMap((device) =>
    device === self ? [] : [{ id: device.id, name: firmwareName(device), model: device.supported, device }],
  );
}

/** Reactive: firmwares that earlier visits saw, of this device and of others; what it has now is not among them. */
export function earlierFirmwares(device: DeviceState): readonly KeptFacts[] {
  const now = device.text(softwareVersion);
  return device.memory.kept.all.filter(({ agent, version }) => agent !== device.status.agent || version !== now);
}

export function keptName({ agent, product, version }: KeptFacts): string {
  return `${[product, version].filter(Boolean).join(' ') || 'Unknown firmware'} (${agent})`;
}

/** Reactive: a device and its firmware in a line. */
export function firmwareName(device: DeviceState): string {
  const firmware = device.text(softwareVersion)?.trim();
  const name = deviceName(device);
  const agent = name === device.status.agent ? '' : ` (${device.status.agent})`;
  return `${name}${firmware ? ` ${firmware}` : ''}${agent}`;
}

/** What the device supports as the text of a file. */
export function supportedFile(device: DeviceState): string {
  return writeSupportedFile(firmwareName(device), device.model.supported);
}
