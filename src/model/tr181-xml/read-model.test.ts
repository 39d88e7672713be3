import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DataModelBook } from '../tr181/book.ts';
import { readTable } from '../tr181/read-table.ts';
import { plainDescription } from './plain-description.ts';
import { readModelFiles, type FileSource, type ReadFilesResult } from './read-files.ts';
import type { BroughtModel } from './read-model.ts';
import { resolveReference } from './relative-path.ts';

// All XML in here is of our own making: the forum's files are not ours to ship.

const standard = readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8')));

function file(name: string, text: string, pieceLength = 1000): FileSource {
  return {
    name,
    size: text.length,
    async *pieces() {
      for (let at = 0; at < text.length; at += pieceLength) {
        const piece = await Promise.resolve(text.slice(at, at + pieceLength));
        yield { text: piece, bytes: piece.length };
      }
    },
  };
}

function xml(body: string, name = 'tr-181-2-30-1-usp.xml'): string {
  const spec = `urn:broadband-forum-org:${name.replace('.xml', '')}`;
  return `<?xml version="1.0"?><dm:document xmlns:dm="urn:x" spec="${spec}" file="${name}">${body}</dm:document>`;
}

async function read(...files: readonly (readonly [name: string, body: string])[]): Promise<ReadFilesResult> {
  return readModelFiles(
    files.map(([name, body]) => file(name, xml(body, name))),
    standard,
    () => undefined,
  );
}

async function model(...files: readonly (readonly [name: string, body: string])[]): Promise<BroughtModel> {
  const result = await read(...files);
  if (!result.model) throw new Error(result.problems.join('\n'));
  return result.model;
}

const whole = `
  <bibliography><reference id="R"><name>not kept</name></reference></bibliography>
  <template id="SAME">the same text</template>
  <dataType name="Level" ><description>How loud.</description>
    <unsignedInt><range maxInclusive="11"/><units value="0.1dB"/></unsignedInt></dataType>
  <dataType name="Loud" base="Level"><range minInclusive="9" maxInclusive="11"/></dataType>
  <model name="Device:2.30">
    <object name="Device." access="readOnly" minEntries="1" maxEntries="1" version="2.0">
      <description>The root.</description>
      <parameter name="BoxNumberOfEntries" access="readOnly"><description>{{numentries}}</description>
        <syntax><unsignedInt/></syntax></parameter>
      <command name="Ring()" async="true" version="2.20">
        <description>Rings.</description>
        <input>
          <parameter name="Tone" mandatory="true" access="readWrite"><description>The tone in {{units}}.</description>
            <syntax><unsignedInt><units value="hertz"/></unsignedInt></syntax></parameter>
          <object name="Times.{i}." minEntries="0" maxEntries="unbounded">
            <uniqueKey><parameter ref="Day"/></uniqueKey>
            <parameter name="Day" version="2.25"><syntax><string/><default type="parameter" value="Monday"/></syntax></parameter>
          </object>
        </input>
        <output><parameter name="Heard"><syntax><boolean/></syntax></parameter></output>
      </command>
      <event name="Rung!"><description>It rang.</description>
        <parameter name="By"><syntax><string><pathRef refType="weak" targetType="row" targetParent="#.Box."/></string></syntax></parameter>
      </event>
    </object>
    <object name="Device.Box.{i}." access="readWrite" minEntries="0" maxEntries="unbounded"
        numEntriesParameter="BoxNumberOfEntries" enableParameter="Enable" version="2.21">
      <uniqueKey functional="false"><parameter ref="Alias"/></uniqueKey>
      <uniqueKey><parameter ref="Name"/><parameter ref="__proto__"/></uniqueKey>
      <parameter name="Alias" access="writeOnceReadOnly"><syntax><dataType ref="Alias"/></syntax></parameter>
      <parameter name="Enable" access="readWrite" activeNotify="canDeny"><description>Whether {{object}} is on, {{template|SAME}}, see {{bibref|R|Section 1}}.</description>
        <syntax><boolean/><default type="object" value="false"/></syntax></parameter>
      <parameter name="__proto__" access="readOnly" status="deprecated"><syntax><string/></syntax></parameter>
      <parameter name="Gone" access="readOnly" status="deleted"><syntax><string/></syntax></parameter>
      <parameter name="Volume" access="readWrite" version="2.22"><description>{{datatype|expand}}</description>
        <syntax><dataType ref="Loud"/></syntax></parameter>
      <parameter name="Mode" access="readWrite"><description>{{enum}}</description>
        <syntax><list maxItems="2"><size maxLength="64"/></list><string>
          <enumeration value="Soft"><description>Very ''soft''.</description></enumeration>
          <enumeration value="Done" access="readOnly" optional="true" version="2.23"/>
          <enumeration value="Old" status="deleted"/></string></syntax></parameter>
      <parameter name="Name" access="writeOnceReadOnly"><syntax><string><size minLength="1" maxLength="8"/><pattern value="[a-z]+"/></string></syntax></parameter>
      <parameter name="Peers" access="readWrite"><description>{{list}} {{reference|boxes}}</description>
        <syntax><list/><string><pathRef refType="strong" targetType="row" targetParent="#.Box. .Other."/></string></syntax></parameter>
      <parameter name="Pick" access="readWrite"><syntax><string><enumerationRef targetParam="Mode" nullValue=""/></string></syntax></parameter>
      <parameter name="Code" access="readWrite"><syntax secured="true" hidden="true" command="true"><long><range minInclusive="-9223372036854775808"/></long></syntax></parameter>
    </object>
    <object name="Device.Box.{i}.Stats." access="readOnly">
      <parameter name="Count"><syntax><dataType ref="StatsCounter64"/></syntax></parameter>
    </object>
    <object name="Device.Old." status="deleted"><parameter name="X"><syntax><string/></syntax></parameter></object>
    <object name="Device.Old.Inner."><parameter name="X"><syntax><string/></syntax></parameter></object>
    <profile name="All:1"><object ref="Device."/></profile>
  </model>`;

describe('a whole data model in one file', () => {
  const reading = model(['tr-181-2-30-1-usp-full.xml', whole]);

  it('gives facts in the form of the shipped ones', async () => {
    const { table, extendsStandard, notes, files } = await reading;
    expect([table.model, table.version, extendsStandard, notes]).toEqual(['Device:2.30', '2.30.1', false, []]);
    expect(files).toEqual(['tr-181-2-30-1-usp-full.xml']);
    expect([...table.objects.keys()]).toEqual(['Device.', 'Device.Box.{i}.', 'Device.Box.{i}.Stats.']);
    const book = new DataModelBook([{ table }]);
    expect(book.objectFacts('Device.Box.3.')).toMatchObject({
      writable: true,
      countParam: 'BoxNumberOfEntries',
      enableParam: 'Enable',
      entries: { least: 0, most: null },
      since: '2.21',
      keys: [
        { functional: false, params: ['Alias'] },
        { functional: true, params: ['Name', '__proto__'] },
      ],
    });
    expect([...(table.objects.get('Device.Box.{i}.')?.params.keys() ?? [])]).toEqual([
      ...['Alias', 'Enable', '__proto__', 'Volume', 'Mode', 'Name', 'Peers', 'Pick', 'Code'],
    ]);
    expect(table.objects.get('Device.Box.{i}.Stats.')).toMatchObject({ entries: { least: 1, most: 1 }, since: '2.21' });
  });

  it('reads each kind of value', async () => {
    const { table } = await reading;
    const of = (name: string) => table.objects.get('Device.Box.{i}.')?.params.get(name);
    const said = {
      access: 'readWrite',
      mandatory: false,
      hidden: false,
      secured: false,
      startsAction: false,
      status: 'current',
    };
    expect(of('Alias')).toMatchObject({ type: 'string', typeName: 'Alias', access: 'writeOnce' });
    expect(of('Enable')).toEqual({
      ...said,
      type: 'boolean',
      facets: {},
      notify: 'canDeny',
      defaultValue: { kind: 'creation', value: 'false' },
    });
    expect(of('__proto__')).toMatchObject({ status: 'deprecated', access: 'readOnly' });
    expect(of('Volume')).toEqual({
      ...said,
      type: 'unsignedInt',
      typeName: 'Loud',
      facets: { ranges: [[9, 11]] },
      since: '2.22',
    });
    expect(of('Mode')).toEqual({
      ...said,
      type: 'string',
      facets: { list: { maxItems: 2, sizes: [[null, 64]] }, enumeration: ['Soft', 'Done'] },
      choices: [
        { value: 'Soft', readOnly: false, optional: false, status: 'current' },
        { value: 'Done', readOnly: true, optional: true, status: 'current', since: '2.23' },
      ],
    });
    expect(of('Name')?.facets).toEqual({ sizes: [[1, 8]], patterns: ['[a-z]+'] });
    expect(of('Peers')?.reference).toEqual({
      strength: 'strong',
      to: 'row',
      targets: ['Device.Box.', 'Device.Other.'],
    });
    expect(of('Pick')?.allowedBy).toEqual({ path: 'Device.Box.{i}.Mode', also: '' });
    expect(of('Code')).toMatchObject({
      secured: true,
      hidden: true,
      startsAction: true,
      facets: { ranges: [[-(2n ** 63n), null]] },
    });
    expect(table.objects.get('Device.Box.{i}.Stats.')?.params.get('Count')).toMatchObject({
      type: 'unsignedLong',
      typeName: 'StatsCounter64',
    });
  });

  it('reads commands, events and their arguments', async () => {
    const { table } = await reading;
    const ring = table.objects.get('Device.')?.commands.get('Ring()');
    expect([ring?.async, ring?.since]).toEqual([true, '2.20']);
    expect(ring?.input.values.get('Tone')).toMatchObject({ mandatory: true, units: 'hertz', access: 'readOnly' });
    expect(ring?.input.values.get('Times.{i}.Day')).toMatchObject({
      since: '2.25',
      defaultValue: { kind: 'absent', value: 'Monday' },
    });
    expect(ring?.input.objects.get('Times.{i}.')).toEqual({
      entries: { least: 0, most: null },
      keys: [{ functional: true, params: ['Day'] }],
      status: 'current',
    });
    expect([...(ring?.output.values.keys() ?? [])]).toEqual(['Heard']);
    expect(table.objects.get('Device.')?.events.get('Rung!')?.args.values.get('By')?.reference?.targets).toEqual([
      'Device.Box.',
    ]);
  });

  it('gives the descriptions as plain text', async () => {
    const { table, descriptions } = await reading;
    const book = new DataModelBook([{ table, descriptions }]);
    expect(book.description('Device.BoxNumberOfEntries')?.text).toBe('The number of entries in the Box table.');
    expect(book.description('Device.Box.1.Enable')?.text).toBe('Whether Box is on, the same text, see [R, Section 1].');
    expect(book.description('Device.Box.1.Peers')?.text).toBe('A list. The value refers to boxes.');
    expect(book.choiceDescription('Device.Box.1.Mode', 'Soft')?.text).toBe('Very soft.');
    expect(book.description('Device.Ring().Input.Tone')?.text).toBe('The tone in hertz.');
    expect(book.description('Device.Rung!')?.text).toBe('It rang.');
    expect(book.description('Device.Old.')?.text).toBeUndefined();
  });
});

describe('a data model in parts', () => {
  const main = [
    'tr-181-2-30-1-usp.xml',
    `<import file="tr-106-types.xml" spec="urn:broadband-forum-org:tr-106"><dataType name="Alias" ref="_AliasUSP"/><dataType name="MACAddress"/></import>
     <import file="tr-181-2-box.xml" spec="urn:x"><component name="BoxUSP"/><model name="_Device:2.30" ref="Device:2.30"/></import>
     <import file="tr-181-2-extra.xml" spec="urn:x"><component name="Reset" ref="ResetUSP"/></import>
     <model name="Device:2.30" base="_Device:2.30"><component ref="BoxUSP" version="2.24"/>
       <object base="Device.Box."><parameter base="Colour" access="readWrite"><description action="append">And more.</description>
         <syntax><string><enumeration value="Blue"/><enumeration value="Red" status="deleted"/></string></syntax></parameter>
         <parameter name="MAC" access="readOnly"><syntax><dataType ref="MACAddress"/></syntax></parameter></object></model>`,
  ] as const;
  const box = [
    'tr-181-2-30-0-box.xml',
    `<import file="tr-181-2-extra.xml" spec="urn:x"><component name="Reset"/></import>
     <component name="Box"><object name="Device.Box." access="readOnly" minEntries="1" maxEntries="1" version="2.13">
        <component ref="Reset" version="2.18"/>
        <parameter name="Colour" access="readOnly"><description>Its colour.</description><syntax><string><enumeration value="Red"/><enumeration value="Green"/></string></syntax></parameter>
      </object></component>
     <component name="Members"><parameter name="Weight" access="readOnly"><syntax><unsignedInt/></syntax></parameter></component>
     <component name="BoxUSP"><component ref="Members" path="Device.Box."/><object base="Device.Box."><command name="Open()"/></object></component>
     <model name="Device:2.30"><component ref="Box"/></model>`,
  ] as const;
  const extra = [
    'tr-181-2-30-0-extra.xml',
    `<component name="Reset" virtual="true"><parameter name="Reset" access="readWrite"><syntax command="true"><boolean/></syntax></parameter></component>
     <component name="ResetUSP"><command name="Reset()" async="false"/></component>`,
  ] as const;

  it('follows imports whatever the order of the files, bases and components', async () => {
    const { table, notes, descriptions, extendsStandard } = await model(extra, box, main);
    expect([notes, extendsStandard]).toEqual([[], false]);
    const object = table.objects.get('Device.Box.');
    expect([...(object?.params.keys() ?? [])]).toEqual(['Colour', 'Weight', 'MAC']);
    expect([...(object?.commands.keys() ?? [])]).toEqual(['Reset()', 'Open()']);
    // A component is not older than the reference to it.
    expect(object?.commands.get('Reset()')?.since).toBe('2.18');
    expect(object?.params.get('Weight')?.since).toBe('2.24');
    expect(object?.params.get('Colour')).toMatchObject({
      access: 'readWrite',
      facets: { enumeration: ['Green', 'Blue'] },
    });
    expect(object?.params.get('MAC')?.facets.sizes).toEqual([[null, 17]]);
    expect(descriptions.get('Device.Box.Colour')).toBe('Its colour.\n\nAnd more.');
  });

  it('says which file is missing, and goes on without it', async () => {
    const { table, notes } = await model(box, main);
    expect(notes[0]).toContain('tr-181-2-extra.xml');
    expect(notes.some((note) => note.includes('The component Reset is in none of the files'))).toBe(true);
    expect(table.objects.get('Device.Box.')?.params.has('Colour')).toBe(true);
    const alone = await read(extra);
    expect(alone.model).toBeUndefined();
    expect(alone.problems).toEqual([
      'None of the files defines a data model of its own: the file that imports these is needed too.',
    ]);
  });
});

describe('a vendor’s extension', () => {
  const vendor = [
    'acme-extensions.xml',
    `<import file="tr-181-2-usp.xml" spec="urn:broadband-forum-org:tr-181-2-usp"><model name="Device:2.19"/></import>
     <import file="tr-106-types.xml" spec="urn:broadband-forum-org:tr-106"><dataType name="MACAddress"/></import>
     <model name="X_ACME_Device:1.0" base="Device:2.19">
       <object base="Device.NAT."><parameter name="X_ACME_Fast" access="readWrite"><description>Makes it fast.</description><syntax><boolean/></syntax></parameter></object>
       <object base="Device.WiFi.Radio.{i}."><parameter base="TransmitPower" access="readOnly"/></object>
       <object name="Device.X_ACME_Box.{i}." access="readWrite" minEntries="0" maxEntries="8">
         <parameter name="MAC" access="readOnly"><syntax><dataType ref="MACAddress"/></syntax></parameter></object>
     </model>`,
  ] as const;

  it('is laid over the standard, and adds only what is its own', async () => {
    const brought = await model(vendor);
    expect(brought.extendsStandard).toBe(true);
    expect([...brought.table.objects.keys()]).toEqual([
      'Device.NAT.',
      'Device.WiFi.Radio.{i}.',
      'Device.X_ACME_Box.{i}.',
    ]);
    expect(brought.table.objects.get('Device.NAT.')?.params.size).toBe(1);
    expect(brought.notes).toEqual([
      'The model Device:2.19 is not among the files: these are taken for additions to TR-181 Device:2 (USP) 2.19.1.',
    ]);
    const book = new DataModelBook([brought, { table: standard }]);
    expect(book.paramFacts('Device.NAT.X_ACME_Fast')?.value.type).toBe('boolean');
    expect(book.description('Device.NAT.X_ACME_Fast')?.text).toBe('Makes it fast.');
    expect(book.paramFacts('Device.NAT.PortMappingNumberOfEntries')?.value.type).toBe('unsignedInt');
    const power = book.paramFacts('Device.WiFi.Radio.1.TransmitPower')?.value;
    expect([power?.access, power?.facets, power?.units]).toEqual(['readOnly', { ranges: [[-1, 100]] }, 'percentage']);
    expect(book.paramFacts('Device.X_ACME_Box.1.MAC')?.value.facets.patterns).toHaveLength(2);
  });
});

describe('hostile data models', () => {
  it('circles end: components, imports, types, templates', async () => {
    const { table, notes, descriptions } = await model(
      [
        'a.xml',
        `<import file="b.xml" spec="x"><component name="There"/></import>
         <template id="A">x{{template|B}}</template><template id="B">y{{template|A}}</template>
         <dataType name="T" base="U"/><dataType name="U" base="T"/>
         <component name="Self"><parameter name="P"><syntax><dataType ref="T"/></syntax></parameter><component ref="Self"/></component>
         <model name="M:1"><component ref="There"/><object name="Device."><description>{{template|A}}</description><component ref="Self"/></object></model>`,
      ],
      ['b.xml', `<import file="a.xml" spec="x"><component name="There"/></import>`],
    );
    expect([...(table.objects.get('Device.')?.params.keys() ?? [])]).toEqual(['P']);
    expect(notes).toContain('The component Self holds itself.');
    expect(descriptions.get('Device.')?.length).toBeLessThan(20);
  });

  it('a model that is its own base ends too', async () => {
    const { table } = await model([
      'a.xml',
      `<model name="M:1" base="M:1"><object name="Device."><parameter name="P"/></object></model>`,
    ]);
    expect(table.objects.get('Device.')?.params.get('P')?.type).toBe('string');
  });

  it('components that double themselves are cut off', async () => {
    const doubling = Array.from(
      { length: 30 },
      (_, at) => `<component name="C${String(at)}">${`<component ref="C${String(at + 1)}"/>`.repeat(2)}</component>`,
    );
    const { notes } = await model([
      'a.xml',
      `${doubling.join('')}<component name="C30"><parameter name="P"/></component><model name="M:1"><object name="Device."><component ref="C0"/></object></model>`,
    ]);
    expect(notes).toContain('The files define too much: the rest is left out.');
  });

  it('text with templates without end stays small and plain', () => {
    const context = { path: 'Device.A.B', template: () => '{{template|x}}{{template|x}}{{template|x}}' };
    expect(plainDescription('{{template|x}}'.repeat(50), context).length).toBeLessThan(100_000);
    expect(plainDescription('{{'.repeat(2_000), context)).toContain('{{');
    expect(plainDescription('a {{param|##.IP.Interface}} b\nc\n\n* one\n* two\n** three', context)).toBe(
      'a IP.Interface b c\n• one\n• two\n  • three',
    );
  });

  it('references go up by levels and never beyond the root', () => {
    const at = (reference: string, from: string): string => resolveReference(reference, from, 'normal');
    expect(at('.IP.Interface.', 'Device.A.B.')).toBe('Device.IP.Interface.');
    expect(at('#.Server.', 'Device.DNS.Client.{i}.')).toBe('Device.DNS.Server.');
    expect(at('##.Box.', 'Device.DNS.Client.{i}.')).toBe('Device.Box.');
    expect(at('#.Box.', 'Device.Ring().Input.')).toBe('Device.Box.');
    expect(at('Mode', 'Device.Box.{i}.')).toBe('Device.Box.{i}.Mode');
    expect(at('########.X', 'Device.Box.{i}.')).toBe('X');
  });
});

describe('files from a person', () => {
  it('tells how far it is, and of each file that cannot be read where it is wrong', async () => {
    const seen: number[] = [];
    const good = xml('<model name="M:1"><object name="Device."><parameter name="P"/></object></model>');
    const types = '<!DOCTYPE x [<!ENTITY dot ".">]><dm:document/>';
    const result = await readModelFiles(
      [
        file('good.xml', good, 10),
        file('bad.xml', '<a>\n<b></a>'),
        file('page.html', '<html></html>'),
        file('tr-106-types.xml', types),
      ],
      undefined,
      (done, total) => seen.push(done / total),
    );
    expect(result.model?.table.objects.size).toBe(1);
    expect(result.problems).toEqual([
      'bad.xml, line 2, column 4: </a> stands where </b> has to.',
      'page.html, line 1, column 1: This is XML, but no data model: it begins with <html>, not <dm:document>.',
    ]);
    expect(seen.at(-1)).toBe(1);
    expect(seen.length).toBeGreaterThan(good.length / 10);
    expect(seen.every((part, at) => part >= (seen[at - 1] ?? 0))).toBe(true);
  });

  it('refuses more than there is sense in', async () => {
    const one = file('a.xml', '<a/>');
    expect((await readModelFiles(Array<FileSource>(501).fill(one), undefined, () => undefined)).problems).toEqual([
      'More than 500 files at a time.',
    ]);
    expect((await readModelFiles([{ ...one, size: 1e9 }], undefined, () => undefined)).problems[0]).toContain(
      'too large',
    );
    expect((await readModelFiles([], undefined, () => undefined)).problems).toEqual([
      'There is no data model in these files.',
    ]);
  });
});
