import { expect, it } from 'vitest';
import { pathFits } from './path-fits.ts';

it.each([
  ['Device.WiFi.', 'Device.WiFi.', true],
  ['Device.WiFi.', 'Device.WiFi.SSID.1.Enable', true],
  ['device.wifi.ss', 'Device.WiFi.SSID.1.', true],
  ['Device.WiFi.', 'Device.WiFiX.', false],
  ['Device.WiFi.', 'Device.', false],
  ['Device.WiFi.SSID.*.Enable', 'Device.WiFi.SSID.7.Enable', true],
  ['Device.WiFi.SSID.*.Enable', 'Device.WiFi.SSID.{i}.Enable', true],
  ['Device.WiFi.SSID.*.Enable', 'Device.WiFi.SSID.[SSID=="a.b"].Enable', true],
  ['Device.WiFi.SSID.*.Enable', 'Device.WiFi.SSID.7.Stats.Enable', false],
  ['Device.*', 'Device.', false],
  ['Device.*', 'Device.WiFi.', true],
  ['Device.IP.Diagnostics.IPPing()', 'Device.IP.Diagnostics.IPPing()', true],
  ['', 'Device.', true],
])('%s asks for %s: %s', (wanted, path, fits) => {
  expect(pathFits(wanted)(path)).toBe(fits);
});
