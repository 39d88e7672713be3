import { describe, expect, it } from 'vitest';
import { supportedObject } from '../../../tools/testing/scripted-device.ts';
import { SupportedModel } from '../../model/supported-model.ts';
import {
  checkPath,
  holdsSecret,
  isSearchPath,
  namePaths,
  sentPath,
  supportedObjectPath,
  withoutSecret,
} from './path-check.ts';

const supported = new SupportedModel();
supported.add(
  supportedObject('Device.WiFi.SSID.{i}.', [['SSID'], ['Enable', 'boolean'], ['Index', 'unsignedInt'], ['Alias']]),
);

const table = 'Device.WiFi.SSID.';

describe('a path while it is typed', () => {
  it.each([
    [`${table}1.SSID`],
    [`${table}*.SSID`],
    [`${table}[SSID=="x y"&&Enable==true].`],
    [`${table}[Index>=3].SSID`],
    ['Device.X_EXAMPLE.[Anything=="x"].'],
  ])('%s is right', (path) => {
    expect(checkPath(path, supported)).toBeUndefined();
  });

  it.each([
    [`${table}[Enable=true].`, 24, /Equality is written ==/],
    [`${table}[Enable==true||SSID=="x"].`, 30, /\|\|/],
    // Not closed yet, and wrong already.
    [`${table}[Enable=tr`, 24, /Equality is written ==/],
    [`${table}[SSID==guests`, 24, /double quotes/],
  ])('%s is wrong at character %i', (path, at, reason) => {
    const found = checkPath(path, supported);
    expect(found?.at).toBe(at);
    expect(found?.problem).toMatch(reason);
  });

  it.each([
    [`${table}[Nothing==1].`, /no parameter/],
    [`${table}[SSID<"x"].`, /== and !=/],
    [`${table}[Index=="3"].`, /without quotes/],
    [`${table}[SSID==1].`, /double quotes/],
  ])('%s makes no sense here', (path, reason) => {
    expect(checkPath(path, supported)?.problem).toMatch(reason);
  });
});

describe('a path as it is sent', () => {
  it('has no white space around operators [R-ARC.9b]', () => {
    expect(sentPath(` ${table}[ Enable == true && SSID == "a b" ].SSID `)).toBe(
      `${table}[Enable==true&&SSID=="a b"].SSID`,
    );
    expect(sentPath(' what is this ')).toBe('what is this');
  });

  it('is the object with {i} for GetSupportedDM', () => {
    expect(supportedObjectPath(`${table}[SSID=="a.b"].SSID`)).toBe('Device.WiFi.SSID.{i}.');
    expect(supportedObjectPath('Device.WiFi.')).toBe('Device.WiFi.');
  });

  it('is a search where it stands for any number of rows', () => {
    expect([`${table}*.`, `${table}[SSID=="x"].`, `${table}1.`, 'Device.'].map(isSearchPath)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is not remembered where it compares a secret', () => {
    const isSecret = (path: string) => path.endsWith('Key');
    expect(holdsSecret(`${table}[Key=="geheim"].`, isSecret)).toBe(true);
    expect(holdsSecret(`${table}[Key=="gehe`, isSecret)).toBe(true);
    expect(holdsSecret(`${table}[SSID=="x"].Key`, isSecret)).toBe(false);
  });

  it('is shown up to the object above where it compares a secret', () => {
    const isSecret = (path: string) => path.endsWith('Key');
    const shown = (path: string) => withoutSecret(path, isSecret);
    expect(shown(`${table}[Key=="geheim"].SSID`)).toBe(table);
    expect(shown(`${table}[SSID=="a.b"].Radio.[Key=="geheim"].X`)).toBe(`${table}[SSID=="a.b"].Radio.`);
    expect(shown(`${table}[Key=="gehe`)).toBe(table);
    expect(shown(`${table}[Alias=="a.b" && Key=="ge.he`)).not.toContain('ge.he');
    expect(shown('Device."geheim')).toBe('Device.');
    for (const path of [`${table}[SSID=="x"].Key`, `${table}*.`, 'Device.', 'Device..', ''])
      expect(shown(path)).toBe(path);
  });

  it('brings the names of the rows along', () => {
    expect(namePaths(`${table}*.Enable`, supported)).toEqual([`${table}*.Alias`, `${table}*.SSID`]);
    expect(namePaths(`${table}1.Enable`, supported)).toEqual([]);
  });
});
