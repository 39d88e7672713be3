/** What a half-typed path can go on as on a device, for every field that takes one. */
import { completePath, type PathCompletion } from '../../model/complete-path.ts';
import type { DeviceState } from '../device.svelte.ts';
import { standard } from '../tr181/standard.svelte.ts';

/** Reactive. Values of secrets are not offered. */
export function completeOn(device: DeviceState, typed: string, most: number): PathCompletion {
  void device.supported;
  device.trackStructure();
  return completePath(device.model, typed, most, {
    isSecret: (param) => device.secrets.param(param),
    choices: (param) => standard.param(param)?.choices?.map(({ value }) => value) ?? [],
  });
}
