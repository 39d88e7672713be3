/** Makes the asset that the page reads from the facts file: the same facts, without what explains the form. */
import { UnreadableFacts } from '../../src/model/tr181/read-fields.ts';
import { assetForm, readTable } from '../../src/model/tr181/read-table.ts';

export interface Asset {
  /** File name without a folder. */
  readonly name: string;
  readonly text: string;
}

/** @throws UnreadableFacts where the page could not read what came out. */
export function makeAsset(facts: string): Asset {
  const { meta, ...tables } = JSON.parse(facts) as Record<string, unknown>;
  const { name, model, source, version } = meta as Record<string, unknown>;
  const asset = { form: assetForm, name, version, model, source, ...tables };
  // The page's own reader is the judge: a key or a value that it does not know stops here.
  const { version: read } = readTable(asset);
  if (!/^[\d.]+$/.test(read)) throw new UnreadableFacts(`the version "${read}" gives no file name`);
  return { name: `${read}.json`, text: `{\n${Object.entries(asset).map(printEntry).join(',\n')}\n}\n` };
}

/** One line for each object, spec and enumeration: a new version of the facts shows as what changed. */
function printEntry([key, value]: [string, unknown]): string {
  const start = `${JSON.stringify(key)}:`;
  if (Array.isArray(value)) return `${start}[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  if (typeof value !== 'object' || value === null) return start + JSON.stringify(value);
  const lines = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`);
  return `${start}{\n${lines.join(',\n')}\n}`;
}
