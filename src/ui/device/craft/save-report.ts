/** The report of a run as a file, with what of the device is known. */
import { reportJson, type Run } from '../../../state/craft/craft-view.ts';
import type { DeviceState } from '../../../state/device.svelte.ts';
import { saveFile } from '../../../state/storage/save-file.ts';

const info = 'Device.DeviceInfo.';

export function saveReport(run: Run, device: DeviceState): void {
  const tested = {
    agent: device.status.agent,
    manufacturer: device.text(`${info}Manufacturer`),
    modelName: device.text(`${info}ModelName`),
    softwareVersion: device.text(`${info}SoftwareVersion`),
  };
  saveFile('usp-report.json', 'application/json', reportJson(run, tested));
}
