import { afterEach, describe, expect, it } from 'vitest';
import { Books } from './books.svelte.ts';
import { modelsInMemory, openModelStore } from './model-store.ts';
import { readDroppedFiles } from './read-files.ts';

// In a real browser: a real worker reads, a real database keeps.

const fetchAsset = async (path: string): Promise<string> => (await fetch(`/${path}`)).text();

const vendor = `<?xml version="1.0"?>
<dm:document xmlns:dm="urn:x" spec="urn:acme:box" file="acme.xml">
  <model name="X_ACME_Device:1.0" base="Device:2.19">
    <object base="Device.NAT.">
      <parameter name="X_ACME_Fast" access="readWrite"><description>Makes it fast.</description>
        <syntax><boolean/></syntax></parameter>
    </object>
  </model>
</dm:document>`;
const older = `<dm:document xmlns:dm="urn:x" spec="urn:x:tr-181-2-16-0-usp" file="tr-181-2-16-0-usp.xml">
  <model name="Device:2.16"><object name="Device.NAT."><description>What NAT is.</description>
    <parameter name="PortMappingNumberOfEntries" access="readWrite"><syntax><string/></syntax></parameter></object></model>
</dm:document>`;

const file = (text: string | Uint8Array<ArrayBuffer>, name: string): File => new File([text], name);
const id = 'X_ACME_Device:1.0';
const sourceOf = (books: Books, wanted: string) => books.sources.find((source) => source.id === wanted);

afterEach(async () => {
  const store = await openModelStore();
  for (const kept of await store.all()) await store.delete(kept.id);
});

describe('the data models at hand', () => {
  it('read TR-181 once, when asked', async () => {
    let fetched = 0;
    const books = new Books({
      fetchAsset: (path) => {
        fetched += 1;
        return fetchAsset(path);
      },
    });
    expect(books.book).toBeUndefined();
    await Promise.all([books.load(), books.load()]);
    await books.load();
    expect(fetched).toBe(1);
    expect(books.book?.paramFacts('Device.WiFi.SSID.1.SSID')?.value.type).toBe('string');
  });

  it('say why TR-181 is not there, and try again', async () => {
    const answers = ['<html>no such file</html>'];
    const books = new Books({ fetchAsset: (path) => Promise.resolve(answers.pop() ?? fetchAsset(path)) });
    await books.load();
    expect(books.book).toBeUndefined();
    expect(books.problem?.message).toContain('could not be loaded');
    expect(books.problem?.advice).not.toBe('');
    await books.load();
    expect(books.problem).toBeUndefined();
    expect(books.book).toBeDefined();
  });

  it('take a vendor’s file in, keep it over a reload, and let go of it', async () => {
    const books = new Books({ fetchAsset });
    const { taken, problems } = await books.bring([file(vendor, 'acme.xml')]);
    expect(problems).toEqual([]);
    expect(taken?.model.notes).toEqual([expect.stringContaining('additions to TR-181')]);
    expect(taken?.id).toBe(id);
    expect(books.progress).toBeUndefined();
    expect(books.lasting).toBe(true);
    expect(books.book?.description('Device.NAT.X_ACME_Fast')?.text).toBe('Makes it fast.');

    const later = new Books({ fetchAsset });
    await later.load();
    expect(later.brought.map((kept) => kept.id)).toEqual([id]);
    expect(later.book?.paramFacts('Device.NAT.X_ACME_Fast')?.value.type).toBe('boolean');
    await later.use(id, false);
    expect(later.book?.paramFacts('Device.NAT.X_ACME_Fast')).toBeUndefined();
    expect(sourceOf(later, id)?.book.paramFacts('Device.NAT.PortMappingNumberOfEntries')).toBeDefined();
    await later.forget(id);
    expect(later.brought).toEqual([]);
    const last = new Books({ fetchAsset });
    await last.load();
    expect(last.brought).toEqual([]);
  });

  it('take only the texts of another version; its facts stay beside', async () => {
    const books = new Books({ fetchAsset, openStore: () => Promise.resolve(modelsInMemory()), now: () => 5 });
    expect((await books.bring([file(older, 'tr-181-2-16-0-usp-full.xml')])).problems).toEqual([]);
    expect(books.lasting).toBe(false);
    expect(books.brought.map(({ id: name, broughtAt }) => [name, broughtAt])).toEqual([['Device:2.16 2.16.0', 5]]);
    expect(books.book?.description('Device.NAT.')?.text).toBe('What NAT is.');
    expect(books.book?.paramFacts('Device.NAT.PortMappingNumberOfEntries')?.value.type).toBe('unsignedInt');
    const beside = sourceOf(books, 'Device:2.16 2.16.0')?.own;
    expect(beside?.paramFacts('Device.NAT.PortMappingNumberOfEntries')?.value.type).toBe('string');
  });

  it('say what is wrong with files, and leave all as it was', async () => {
    const books = new Books({ fetchAsset });
    expect(await books.bring([file('<a>\n</b>', 'bad.xml')])).toEqual({
      problems: ['bad.xml, line 2, column 1: </b> stands where </a> has to.'],
    });
    const notText = await books.bring([file(new Uint8Array([0x3c, 0x61, 0xff, 0x3e]), 'bytes.xml')]);
    expect(notText.problems[0]).toContain('bytes.xml could not be read');
    expect(books.brought).toEqual([]);
  });

  it('list what was brought without the facts, and forget all of it', async () => {
    await new Books({ fetchAsset }).bring([file(vendor, 'acme.xml')]);
    let fetched = 0;
    const books = new Books({
      fetchAsset: (path) => {
        fetched += 1;
        return fetchAsset(path);
      },
    });
    await books.list();
    expect(books.brought.map((kept) => kept.id)).toEqual([id]);
    expect(fetched).toBe(0);
    await books.wipe();
    expect(await (await openModelStore()).all()).toEqual([]);
  });
});

describe('the worker that reads files', () => {
  it('tells how far it is, and reads UTF-16 too', async () => {
    const bytes = new Uint8Array(2 + vendor.length * 2);
    bytes.set([0xff, 0xfe]);
    for (let at = 0; at < vendor.length; at += 1) bytes[2 + at * 2] = vendor.charCodeAt(at);
    const seen: number[] = [];
    const result = await readDroppedFiles([file(bytes, 'acme.xml')], {
      onProgress: (done, total) => seen.push(done / total),
    });
    expect(result.problems).toEqual([]);
    expect(result.model?.table.objects.get('Device.NAT.')?.params.has('X_ACME_Fast')).toBe(true);
    expect(seen.at(-1)).toBe(1);
  });

  it('stops when nobody waits any more', async () => {
    const stop = new AbortController();
    const reading = readDroppedFiles([file(vendor, 'acme.xml')], { signal: stop.signal });
    stop.abort(new Error('closed'));
    await expect(reading).rejects.toThrow('closed');
  });
});
