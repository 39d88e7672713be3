import { describe, expect, it } from 'vitest';
import { templates } from '../../model/craft/templates.ts';
import { byName } from '../log/record-secrets.ts';
import { reportText } from './report-text.ts';

const set = (path: string, param: string, value: string) =>
  `header { msg_id: "{{msg_id}}" msg_type: SET }
body { request { set { update_objs { obj_path: "${path}" param_settings { param: "${param}" value: "${value}" } } } } }`;
const plain = set('Device.WiFi.Radio.1.', 'Channel', '36');
const variables = [
  ['msg_id', 'm-1'],
  ['name', 'KeyPassphrase'],
] as const;
const shown = (text: string, form: 'message' | 'record' | 'bytes' = 'message') =>
  reportText({ form, text }, variables, byName);

describe('the text of a request in a report', () => {
  it('is there as it was written, with its variables by their names, and without comments', () => {
    expect(shown(plain)).toBe(plain);
    expect(shown(`# the password is hunter2\n${plain}`)).toBe(`\n${plain}`);
    const get = templates.find(({ name }) => name === 'GET');
    expect(shown(get?.text ?? '')).toContain('get');
  });

  it.each([
    ['a secret parameter', set('Device.WiFi.AccessPoint.1.Security.', 'KeyPassphrase', 'hunter2')],
    ['one that a variable names', set('Device.WiFi.AccessPoint.1.Security.', '{{name}}', 'hunter2')],
    ['one that nothing names', set('Device.X.', '{{unknown}}', 'hunter2')],
    ['one in two strings', set('Device.X.', 'KeyPass" "phrase', 'hunter2')],
    ['one with an escape', set('Device.X.', 'KeyPass\\160hrase', 'hunter2')],
    ['a search that compares a secret', set("Device.Users.User.[Password=='hunter2'].", 'Enable', 'true')],
    ['JSON in a value', `${plain} x: '{"Password":"hunter2"}'`],
    ['a field by its number', `${plain} 99: "hunter2"`],
    ['a payload of bytes', 'no_session_context { payload: "hunter2" }'],
    ['a payload in JSON', '{"noSessionContext": {"payload": "aHVudGVyMg=="}}'],
    ['a string without an end', `${plain} "hunter2`],
  ])('is left out where it has %s', (_, text) => {
    expect(shown(text)).toBeUndefined();
  });

  it('is left out of bytes, and where a device says of a value that it is a secret', () => {
    expect(shown('0a0131', 'bytes')).toBeUndefined();
    const judge = { ...byName, param: (path: string) => path === 'Device.X.Odd' };
    expect(reportText({ form: 'message', text: set('Device.X.', 'Odd', 'v') }, variables, judge)).toBeUndefined();
  });
});
