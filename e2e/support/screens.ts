/** Every screen of the page with the demo device: the way to it, from a page that is at none yet. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { ConsoleHandle } from '../../src/state/console/console-handle.ts';
import { connectWebSocket, goTo, goToStart } from './connection-form.ts';
import {
  details,
  filterLog,
  logLines,
  openDemo,
  openLog,
  openPath,
  runCommand,
  show,
  stageValue,
} from './device-screen.ts';
import { acmeModel, dropFile, strictModel } from './model-files.ts';
import { expect } from './test.ts';
import { moreSamples, readEverySecond, watch } from './watch.ts';

declare const usp: ConsoleHandle;

export interface Screen {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
}

const info = 'Device.DeviceInfo.';

const capturedLines = [
  '{"format":"usp-console-capture","version":"1.0","created":"2026-11-26T10:00:00.000Z","by":"hand","redaction":"none"}',
  '{"seq":1,"time":1795687200000,"kind":"state","note":"Hall: open."}',
  '{"seq":2,"time":1795687201000,"kind":"dropped","note":"Dropped: no Record","size":3,"bytes":"AQID"}',
];

/** Opens a capture that is written here. */
async function openWritten(page: Page, lines: readonly string[]): Promise<void> {
  await page.goto('./');
  const buffer = Buffer.from(`${lines.join('\n')}\n`);
  await page
    .getByLabel('Capture files')
    .setInputFiles({ name: 'hall.ndjson', mimeType: 'application/x-ndjson', buffer });
}

export const screens: readonly Screen[] = [
  {
    name: 'start, empty',
    open: async (page) => {
      await page.goto('./');
      await expect(page.getByRole('button', { name: /Try the demo device/ })).toBeVisible();
    },
  },
  {
    name: 'start, with connections that work and fail',
    open: async (page) => {
      await openDemo(page);
      await connectWebSocket(page, { url: 'ws://127.0.0.1:9/usp', name: 'Nobody there' });
      await expect(page.getByRole('article', { name: 'Nobody there' })).toContainText('What to try:');
    },
  },
  {
    name: 'connection form, WebSocket, with errors',
    open: async (page) => {
      await goTo(page, '#/new/websocket');
      await page.getByLabel('Address of the Agent’s WebSocket server').fill('http://gateway.example');
      await page.getByLabel(/^Endpoint ID of the Agent/).fill('not an id');
      await page.getByRole('button', { name: 'Save and connect' }).click();
      await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
    },
  },
  {
    name: 'connection form, MQTT',
    open: async (page) => {
      await goTo(page, '#/new/mqtt');
      await page.getByLabel('Address of the broker’s WebSocket listener').fill('wss://broker.example:8443/mqtt');
      await page.getByRole('button', { name: 'Add an Agent' }).click();
      await expect(page.getByLabel('Endpoint ID of Agent 1')).toBeVisible();
    },
  },
  {
    name: 'settings',
    open: async (page) => {
      await openDemo(page);
      await page.getByRole('button', { name: 'Settings' }).click();
      await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    },
  },
  {
    name: 'settings, with a data model that was brought',
    open: async (page) => {
      await openDemo(page);
      await dropFile(page, 'acme.xml', acmeModel);
      await expect(page.getByText('X_ACME_Device:1.0 was read')).toBeVisible();
      await page.getByRole('button', { name: 'Settings' }).click();
      await expect(page.getByRole('list', { name: 'Data models that were brought' })).toBeVisible();
    },
  },
  {
    name: 'shortcuts',
    open: async (page) => {
      await page.goto('./');
      await page.getByRole('button', { name: /Try the demo device/ }).waitFor();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  },
  {
    name: 'overview',
    open: async (page) => {
      await openDemo(page);
      await expect(page.getByRole('region', { name: 'Hosts' })).toBeVisible();
    },
  },
  {
    name: 'model, an object and its changes',
    open: async (page) => {
      await openDemo(page);
      await stageValue(page, `${info}FriendlyName`, 'Gateway in the cellar');
      await page.getByRole('button', { name: 'Close the details' }).click();
      await expect(page.getByText('One change waits')).toBeVisible();
    },
  },
  {
    name: 'model, all that is known of an object',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.WiFi.Radio.1.');
      await page.getByRole('button', { name: 'About this object' }).click();
      await expect(page.getByText('Unique keys')).toBeVisible();
    },
  },
  {
    name: 'model, what a vendor’s file says otherwise',
    open: async (page) => {
      await openDemo(page);
      await dropFile(page, 'acme.xml', strictModel);
      await page.getByText('X_ACME_Device:1.0 was read').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await openPath(page, 'Device.WiFi.Radio.1.Channel');
      await details(page).getByText('TR-181 2.19.1 says otherwise').click();
      await expect(details(page).getByText('What X_ACME_Device:1.0 says')).toBeVisible();
    },
  },
  {
    name: 'model, a table',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.Hosts.Host.');
      await expect(page.getByRole('region', { name: 'Rows of Device.Hosts.Host.' })).toBeVisible();
    },
  },
  {
    name: 'model, results of a search',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.WiFi.SSID.');
      await page.getByRole('combobox', { name: 'Search the device' }).fill('wifi ssid e');
      await expect(page.getByRole('grid', { name: 'Hits' })).toBeVisible();
    },
  },
  {
    name: 'model, a search that finds nothing',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.WiFi.');
      await page.getByRole('combobox', { name: 'Search the device' }).fill('nothing of the kind');
      await expect(page.getByText('Nothing like this was read so far')).toBeVisible();
    },
  },
  {
    name: 'model, columns of a table',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.Hosts.Host.');
      await page.getByLabel('Tick row 1', { exact: true }).click();
      await page.getByRole('button', { name: 'Choose columns' }).click();
      await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible();
    },
  },
  {
    name: 'model, all instances of a parameter',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.WiFi.SSID.*.SSID');
      await expect(page.getByRole('region', { name: 'Lines of the answer' })).toBeVisible();
    },
  },
  {
    name: 'model, who refers to a row',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.WiFi.Radio.1.');
      await page.getByRole('button', { name: 'Who refers to this?' }).click();
      const references = page.getByRole('region', { name: 'References' });
      await expect(references.getByRole('button', { name: 'LowerLayers' }).first()).toBeVisible();
    },
  },
  {
    name: 'model, a value in the editor',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, `${info}HostName`);
      await details(page).getByRole('button', { name: 'Edit' }).click();
      await expect(details(page).getByLabel('New value', { exact: true })).toBeVisible();
    },
  },
  {
    name: 'model, changes under review',
    open: async (page) => {
      await openDemo(page);
      await stageValue(page, `${info}FriendlyName`, 'Gateway in the cellar');
      await stageValue(page, 'Device.WiFi.Radio.1.Channel', '99');
      await details(page).getByRole('button', { name: 'Review and send' }).click();
      const review = page.getByRole('dialog', { name: 'Review the changes' });
      await review.getByRole('button', { name: 'Send 2 changes' }).click();
      await expect(review).toContainText('PossibleChannels');
    },
  },
  {
    name: 'model, a new row',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.NAT.PortMapping.');
      await page.getByRole('button', { name: 'Add a row' }).click();
      await expect(page.getByRole('dialog', { name: 'Add a row' })).toBeVisible();
    },
  },
  {
    name: 'model, a copy of a row',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.NAT.PortMapping.1.');
      await page.getByRole('button', { name: 'Duplicate this row' }).click();
      await expect(page.getByRole('dialog', { name: 'Duplicate a row' })).toContainText('No two rows have the same');
    },
  },
  {
    name: 'model, several rows in question',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.IP.Interface.');
      await page.getByLabel('Tick all rows').check();
      await page.getByRole('button', { name: 'Delete the ticked rows' }).click();
      await expect(page.getByRole('alertdialog', { name: /^Delete \d+ rows/ })).toBeVisible();
    },
  },
  {
    name: 'model, a value of several rows',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.NAT.PortMapping.');
      await page.getByLabel('Tick all rows').check();
      await page.getByRole('button', { name: 'Set a value of the ticked rows' }).click();
      await expect(page.getByRole('dialog', { name: /^Set a value of/ })).toBeVisible();
    },
  },
  {
    name: 'model, a list in the editor',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.WiFi.Radio.1.OperatingStandards');
      await details(page).getByRole('button', { name: 'Edit' }).click();
      await expect(details(page).getByLabel('Another item')).toBeVisible();
    },
  },
  {
    name: 'model, a reference in the editor',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.NAT.PortMapping.1.Interface');
      await details(page).getByRole('button', { name: 'Edit' }).click();
      await expect(
        details(page)
          .getByRole('button', { name: /^Device\.IP\.Interface\.1/ })
          .last(),
      ).toBeVisible();
    },
  },
  {
    name: 'model, a time in the editor',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.LocalAgent.Controller.1.PeriodicNotifTime');
      await details(page).getByRole('button', { name: 'Edit' }).click();
      await expect(details(page).getByLabel('The picker shows')).toBeVisible();
    },
  },
  {
    name: 'model, bytes in the editor',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.DHCPv4.Server.Pool.1.ClientID');
      await details(page).getByRole('button', { name: 'Edit' }).click();
      await expect(details(page).getByRole('button', { name: 'Choose a file' })).toBeVisible();
    },
  },
  {
    name: 'model, a command with its result',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.IP.Diagnostics.TraceRoute()');
      await runCommand(page, { Host: 'usp.example', ProtocolVersion: 'Any' });
      await expect(details(page).getByRole('table', { name: /^RouteHops/ })).toBeVisible();
    },
  },
  {
    name: 'model, a command with all its choices',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.DeviceInfo.FirmwareImage.2.Download()');
      await details(page).getByRole('button', { name: 'Add an argument by name' }).click();
      await details(page)
        .getByText(/^Saved arguments/)
        .click();
      await details(page).getByText('How it is sent').click();
      await expect(details(page).getByLabel('Name of argument 1')).toBeVisible();
    },
  },
  {
    name: 'model, a question before a command',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.FactoryReset()');
      await runCommand(page);
      await expect(page.getByRole('alertdialog')).toBeVisible();
    },
  },
  {
    name: 'watch, empty',
    open: async (page) => {
      await openDemo(page);
      await show(page, 'Watch');
      await expect(page.getByText('Nothing is watched')).toBeVisible();
    },
  },
  {
    name: 'watch, curves and values',
    open: async (page) => {
      await openDemo(page);
      await watch(
        page,
        'Device.IP.Interface.*.Stats.BytesReceived',
        'Device.WiFi.Radio.*.Enable',
        'Device.DeviceInfo.UpTime',
      );
      await readEverySecond(page);
      await moreSamples(page, 16);
      await expect(page.getByRole('img', { name: /^Line chart of/ }).first()).toBeVisible();
    },
  },
  {
    name: 'palette',
    open: async (page) => {
      await openDemo(page);
      await expect(page.getByRole('region', { name: 'Hosts' })).toBeVisible();
      await page.getByRole('button', { name: /^Go to, run, do/ }).click();
      await page.getByRole('dialog', { name: 'Go to, run, do' }).getByRole('combobox').fill('radio');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'notifications',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, `${info}HostName`);
      await details(page).getByRole('button', { name: 'Tell me when this changes' }).click();
      await expect(details(page).getByText('The device tells when this changes.')).toBeVisible();
      await page.evaluate((path) => usp.set(path, 'told'), `${info}HostName`);
      await show(page, 'Notifications');
      await expect(page.getByRole('region', { name: 'Inbox' })).toContainText('Value changed');
    },
  },
  {
    name: 'notifications, a new Subscription',
    open: async (page) => {
      await openDemo(page);
      await show(page, 'Notifications');
      await page.getByRole('button', { name: 'New', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'A new Subscription' });
      for (const [at, path] of [`${info}HostName`, 'Device.Nothing.', 'Device..'].entries()) {
        if (at > 0) await page.keyboard.press('Enter');
        await dialog.getByLabel(`Path ${at + 1}`, { exact: true }).fill(path);
      }
      await expect(dialog.getByText('doubtful')).toBeVisible();
    },
  },
  {
    name: 'requests',
    open: async (page) => {
      await openDemo(page);
      await openPath(page, 'Device.SelfTestDiagnostics()');
      await runCommand(page);
      await openPath(page, 'Device.LocalAgent.Certificate.1.GetFingerprint()');
      await runCommand(page, { FingerprintAlgorithm: 'MD5' });
      await show(page, 'Requests');
      await expect(page.getByText(/^2 runs/)).toBeVisible();
    },
  },
  {
    name: 'compare with TR-181',
    open: async (page) => {
      await openDemo(page);
      await show(page, 'Compare');
      await expect(page.getByRole('list', { name: 'Objects' }).getByRole('listitem').first()).toBeVisible();
    },
  },
  {
    name: 'compare, with differences',
    open: async (page) => {
      await openDemo(page);
      await dropFile(page, 'acme.xml', strictModel);
      await page.getByText('X_ACME_Device:1.0 was read').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await show(page, 'Compare');
      await page.getByLabel('Compare with').selectOption('X_ACME_Device:1.0');
      await expect(page.getByRole('list', { name: 'Differences' })).toContainText('other access');
    },
  },
  {
    name: 'compare, side by side',
    open: async (page) => {
      await openDemo(page);
      await show(page, 'Compare');
      await expect(page.getByRole('list', { name: 'Objects' })).toBeVisible();
      await page.getByRole('button', { name: 'Other firmwares' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: /^Save what it supports/ }).click();
      const saved = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as { objects: unknown[] };
      saved.objects.splice(-20);
      const buffer = Buffer.from(JSON.stringify(saved));
      const older = { name: 'older.json', mimeType: 'application/json', buffer };
      await page.getByLabel('Saved supported data model').setInputFiles(older);
      await expect(page.getByRole('list', { name: 'Side by side' }).getByRole('listitem').first()).toBeVisible();
    },
  },
  {
    name: 'craft, with marks and an answer',
    open: async (page) => {
      await openDemo(page);
      await show(page, 'Craft');
      await page.getByRole('combobox', { name: 'Begin with a template' }).selectOption('An unknown msg_type [R-ENC.2]');
      await page.getByRole('button', { name: 'Keep in a collection' }).click();
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(page.getByRole('region', { name: 'What came back' })).toContainText('7004');
      await expect(page.getByRole('list', { name: 'What is wrong with the text' })).toContainText('R-ENC.2');
    },
  },
  {
    name: 'message log',
    open: async (page) => {
      await openDemo(page);
      const log = await openLog(page);
      await log.getByRole('grid', { name: 'Log' }).locator('[data-seq]').last().click();
      await expect(page.getByRole('region', { name: 'Log entry' }).getByRole('tree', { name: 'Fields' })).toBeVisible();
    },
  },
  {
    name: 'message log, the bytes of a field',
    open: async (page) => {
      await openDemo(page);
      await (await logLines(page, 'type:get_resp')).first().click();
      const entry = page.getByRole('region', { name: 'Log entry' });
      await entry.getByRole('treeitem', { name: /^to_id/ }).click();
      await entry.getByRole('tab', { name: 'Bytes' }).click();
      await expect(entry.getByText(/^value bytes/)).toBeVisible();
    },
  },
  {
    name: 'message log, a Record that breaks the standard',
    open: async (page) => {
      await openDemo(page);
      await page.evaluate(() =>
        usp.raw(Uint8Array.of(0x0a, 0x03, 0x31, 0x2e, 0x34, 0x12, 0x01, 0x78, 0x9a, 0x06, 0x00)),
      );
      // The page asks for more meanwhile: it is known by its size.
      await (await logLines(page, 'dir:out')).filter({ hasText: '11 bytes' }).click();
      await expect(page.getByRole('list', { name: 'Findings' })).toContainText('R-ENC.3');
    },
  },
  {
    name: 'the wire, a line and what goes with it',
    open: async (page) => {
      await openDemo(page);
      await show(page, 'Wire');
      await (await filterLog(page, 'type:get')).first().click();
      await page.keyboard.press('s');
      await expect(page.getByRole('list', { name: 'Pinned lines' })).toBeVisible();
    },
  },
  {
    name: 'the wire of all connections, with a filter that is wrong',
    open: async (page) => {
      await openDemo(page);
      await goTo(page, '#/wire');
      await filterLog(page, 'type:get dir:up');
      await expect(page.getByText('After dir: stands one of in, out.')).toBeVisible();
    },
  },
  {
    name: 'the log, how it is saved',
    open: async (page) => {
      await openDemo(page);
      await page.goto('./#/wire');
      await page.getByRole('button', { name: 'Save the log' }).click();
      await page.getByLabel('Replace secrets').uncheck();
      await expect(page.getByText('Passwords and keys will be in the file as they passed')).toBeVisible();
    },
  },
  {
    name: 'a capture',
    open: async (page) => {
      await openWritten(page, [...capturedLines, '{"end":{"entries":2,"missing":0,"redacted":[],"macs":0}}']);
      await expect(page.getByText('2 lines.')).toBeVisible();
    },
  },
  {
    name: 'a capture that is damaged',
    open: async (page) => {
      await openWritten(page, [...capturedLines, '{"seq":3,"time":"late"}']);
      await expect(page.getByText(/^Line 4: "time" wants/)).toBeVisible();
    },
  },
  {
    name: 'a device that is away',
    open: async (page) => {
      await openDemo(page);
      const there = page.url();
      await goToStart(page);
      await page.getByRole('article', { name: 'Demo device' }).getByRole('button', { name: 'Disconnect' }).click();
      await page.goto(there);
      await expect(page.getByText('is not connected')).toBeVisible();
    },
  },
];
