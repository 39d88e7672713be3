import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUTHORITY_SCHEMES,
  encodeInstanceId,
  endpointIdWarnings,
  formatEndpointId,
  isEndpointId,
  MAX_INSTANCE_ID_LENGTH,
  parseEndpointId,
  selfEndpointId,
  type AuthorityScheme,
  type EndpointIdParts,
} from './endpoint-id.ts';
import { UspError } from './error.ts';

function problem(text: string): string {
  const result = parseEndpointId(text);
  return result.ok ? 'none' : result.problem;
}

function warnings(text: string): string[] {
  const result = parseEndpointId(text);
  if (!result.ok) throw new Error(result.problem);
  return endpointIdWarnings(result.id);
}

const chars = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map((list) => list.join(''));
const HEX = '0123456789abcdefABCDEF';
const UNRESERVED = 'ABCXYZabcxyz0189-._';
const anyText = (max: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...UNRESERVED) }, fc.constantFrom('%2F', '%c3')), {
      minLength: 1,
      maxLength: max,
    })
    .map((list) => list.join(''))
    .filter((text) => text.length <= max);
const anyOui = fc.constantFrom(6, 7, 9).chain((length) => chars(HEX, length, length));
const anyLabel = fc.tuple(fc.constantFrom(...'abcXYZ'), chars('abcXYZ019', 0, 6)).map(([a, b]) => a + b);

const parts = (
  scheme: AuthorityScheme,
  authorityId: fc.Arbitrary<string>,
  instanceId: fc.Arbitrary<string>,
): fc.Arbitrary<EndpointIdParts> => fc.record({ scheme: fc.constant(scheme), authorityId, instanceId });
const empty = fc.constant('');

const anyParts: fc.Arbitrary<EndpointIdParts> = fc.oneof(
  parts('oui', anyOui, anyText(50)),
  parts('cid', chars(HEX, 6, 6), anyText(50)),
  parts('pen', fc.nat().map(String), anyText(50)),
  parts('self', chars(UNRESERVED, 0, 6), anyText(50)),
  parts('user', chars(UNRESERVED, 0, 6), anyText(50)),
  parts(
    'os',
    empty,
    fc.tuple(anyOui, anyText(40)).map((list) => list.join('-')),
  ),
  parts(
    'ops',
    empty,
    fc.tuple(anyOui, anyText(15), anyText(20)).map((list) => list.join('-')),
  ),
  parts('uuid', empty, fc.uuid()),
  parts('imei', empty, chars('0123456789', 15, 15)),
  parts('proto', chars('ABCabc019-_', 0, 6), anyText(50)),
  parts('doc', chars(UNRESERVED, 0, 6), anyText(50)),
  parts(
    'fqdn',
    empty,
    fc.array(anyLabel, { minLength: 2, maxLength: 5 }).map((list) => list.join('.')),
  ),
);

describe('authority schemes [R-ARC.2a]', () => {
  it.each([
    ['oui:00256D:my-unique-bbf-id-42', 'oui', '00256D', 'my-unique-bbf-id-42'],
    ['oui:00256D1:x', 'oui', '00256D1', 'x'],
    ['oui:00256D123:x', 'oui', '00256D123', 'x'],
    ['cid:3AA3F8:my-unique-usp-id-42', 'cid', '3AA3F8', 'my-unique-usp-id-42'],
    ['pen:3561:my-unique-bbf-id-42', 'pen', '3561', 'my-unique-bbf-id-42'],
    ['self::my-Agent', 'self', '', 'my-Agent'],
    ['self:a.b-_1:my-Agent', 'self', 'a.b-_1', 'my-Agent'],
    ['self::usp-controller.com', 'self', '', 'usp-controller.com'],
    ['user:home:anna', 'user', 'home', 'anna'],
    ['user::anna', 'user', '', 'anna'],
    ['os::00256D-0123456789', 'os', '', '00256D-0123456789'],
    ['os::012345-0242AC110002', 'os', '', '012345-0242AC110002'],
    ['ops::00256D-STB-0123456789', 'ops', '', '00256D-STB-0123456789'],
    ['ops::00256D-Set%20Top-Box-0123', 'ops', '', '00256D-Set%20Top-Box-0123'],
    ['ops::00256D--0123', 'ops', '', '00256D--0123'],
    ['uuid::f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'uuid', '', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'],
    ['imei::990000862471854', 'imei', '', '990000862471854'],
    ['proto::my-Agent', 'proto', '', 'my-Agent'],
    ['proto::agent', 'proto', '', 'agent'],
    ['proto:lab-1:agent', 'proto', 'lab-1', 'agent'],
    ['doc:x.y:agent', 'doc', 'x.y', 'agent'],
    ['fqdn::www.example.org', 'fqdn', '', 'www.example.org'],
    ['fqdn::xn--bcher-kva.example', 'fqdn', '', 'xn--bcher-kva.example'],
  ])('%s is valid', (text, scheme, authorityId, instanceId) => {
    expect(parseEndpointId(text)).toEqual({ ok: true, id: { scheme, authorityId, instanceId } });
  });

  it.each([
    ['oui:00256:x', /6, 7 or 9 hex/],
    ['oui:00256D12:x', /6, 7 or 9 hex/],
    ['oui::x', /6, 7 or 9 hex/],
    ['oui:00256G:x', /6, 7 or 9 hex/],
    ['cid:3AA3F81:x', /6 hex/],
    ['pen:0x12:x', /decimal/],
    ['pen::x', /decimal/],
    ['self:seven77:x', /at most six/],
    ['self:a b:x', /at most six/],
    ['user:seven77:x', /at most six/],
    ['os:x:00256D-1', /must be empty/],
    ['os::00256D', /<OUI>-<serial/],
    ['os::00256D-', /<OUI>-<serial/],
    ['os::0256D-1', /<OUI>-<serial/],
    ['ops::00256D-1', /<OUI>-<product/],
    ['ops:x:00256D-STB-1', /must be empty/],
    ['uuid::f81d4fae7dec11d0a76500a0c91e6bf6', /UUID/],
    ['uuid:x:f81d4fae-7dec-11d0-a765-00a0c91e6bf6', /must be empty/],
    ['imei::99000086247185', /15 digits/],
    ['imei::99000086247185X', /15 digits/],
    ['proto:a.b:x', /at most six/],
    ['proto:seven77:x', /at most six/],
    ['doc:seven77:x', /at most six/],
    ['fqdn::*.example.org', /only letters/],
    ['fqdn::localhost', /domain name/],
    ['fqdn::192.168.1.1', /domain name/],
    ['fqdn::www..org', /domain name/],
    ['fqdn::-www.example.org', /domain name/],
    ['fqdn::www_1.example.org', /domain name/],
    ['fqdn:x:www.example.org', /must be empty/],
    ['mac::00256D', /no authority scheme/],
    ['__proto__::x', /no authority scheme/],
    ['constructor::x', /no authority scheme/],
    ['OS::00256D-1', /lower case/],
    ['urn:bbf:usp:id:self::x', /leave it out/],
    ['my-Agent', /scheme:authority:instance/],
    ['self:my-Agent', /scheme:authority:instance/],
    ['', /scheme:authority:instance/],
  ])('%s is refused', (text, why) => {
    expect(problem(text)).toMatch(why);
    expect(isEndpointId(text)).toBe(false);
  });

  it('are twelve', () => {
    expect(AUTHORITY_SCHEMES).toHaveLength(12);
  });

  it('print and read back, each of them', () => {
    fc.assert(
      fc.property(anyParts, (id) => {
        expect(parseEndpointId(formatEndpointId(id))).toEqual({ ok: true, id });
      }),
      { numRuns: 2000 },
    );
  });

  it('formatting refuses what reading would refuse', () => {
    const hostile = { scheme: 'self', authorityId: ':', instanceId: 'x' } as const;
    expect(() => formatEndpointId(hostile)).toThrow(UspError);
  });
});

describe('schemes that are not for production', () => {
  it('proto and doc are valid, with a warning [R-ARC.4]', () => {
    expect(warnings('proto::agent').join()).toMatch(/prototypes only/);
    expect(warnings('doc::agent').join()).toMatch(/documentation only/);
    expect(warnings('self::agent')).toEqual([]);
    expect(warnings('os::012345-0242AC110002')).toEqual([]);
  });

  it('the reserved numbers of the Broadband Forum are warned of', () => {
    for (const text of ['oui:00256d:x', 'os::00256D-1', 'ops::00256D-A-1', 'pen:3561:x']) {
      expect(warnings(text).join()).toMatch(/Broadband Forum/);
    }
    expect(warnings('cid:00256D:x')).toEqual([]);
  });
});

describe('the instance-id', () => {
  it('is written in unreserved and percent-encoded characters [R-ARC.5]', () => {
    expect(isEndpointId('self::a-b.c_d%2F%e2')).toBe(true);
    for (const text of ['a b', 'a/b', 'a~b', 'a:b', 'ä', 'a%2', 'a%GG', 'a%', 'a+b', 'a\n', '']) {
      expect(isEndpointId(`self::${text}`)).toBe(false);
    }
  });

  it('has at most 50 characters [R-ARC.6]', () => {
    expect(isEndpointId(`self::${'a'.repeat(MAX_INSTANCE_ID_LENGTH)}`)).toBe(true);
    expect(problem(`self::${'a'.repeat(MAX_INSTANCE_ID_LENGTH + 1)}`)).toMatch(/51 characters; 50/);
  });

  it('holds only those characters, and no more than 50, in whatever is accepted [R-ARC.5] [R-ARC.6]', () => {
    const anyNear = fc
      .tuple(
        fc.constantFrom(...AUTHORITY_SCHEMES, 'x', ''),
        chars('0123456789abcdef.~', 0, 9),
        fc.string({ unit: 'binary', maxLength: 60 }),
      )
      .map((list) => list.join(':'));
    fc.assert(
      fc.property(fc.oneof(anyNear, fc.string({ unit: 'binary' })), (text) => {
        const result = parseEndpointId(text);
        if (!result.ok) {
          expect(result.problem.length).toBeGreaterThan(10);
          return;
        }
        expect(result.id.instanceId).toMatch(/^(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2}){1,50}$/);
        expect(formatEndpointId(result.id)).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  it('takes any text once it is encoded', () => {
    expect(encodeInstanceId("Anna's café~")).toBe('Anna%27s%20caf%C3%A9%7E');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }), (text) => {
        expect(isEndpointId(`self::${encodeInstanceId(text)}`)).toBe(true);
      }),
    );
  });
});

describe('making an Endpoint ID', () => {
  it('of a text', () => {
    expect(selfEndpointId('usp console')).toBe('self::usp%20console');
    expect(selfEndpointId('c', 'lab')).toBe('self:lab:c');
    expect(() => selfEndpointId('')).toThrow(UspError);
    expect(() => selfEndpointId('x'.repeat(51))).toThrow(/50/);
  });
});
