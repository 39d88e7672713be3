/** Data model files as a person brings them: a vendor's, and one of the size of TR-181; none of the forum's text. */
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** Adds to TR-181: a description, and a parameter of the vendor's own. */
export const acmeModel = `<?xml version="1.0"?>
<dm:document xmlns:dm="urn:x" spec="urn:acme:box" file="acme.xml">
  <model name="X_ACME_Device:1.0" base="Device:2.19">
    <object base="Device.WiFi.Radio.{i}.">
      <parameter base="Channel"><description>&lt;b&gt;Which&lt;/b&gt; channel ACME uses.</description></parameter>
      <parameter name="X_ACME_Mood" access="readWrite"><description>Its mood.</description>
        <syntax><string/></syntax></parameter>
    </object>
  </model>
</dm:document>`;

/** The same, where it takes a right that TR-181 and the demo device give. */
export const strictModel = acmeModel.replace(
  '<parameter base="Channel">',
  '<parameter base="Channel" access="readOnly">',
);

/** A data model of its own, as large as asked. */
export function fullModel(objects: number, paramsEach: number): string {
  const text = 'Words that explain what this is for, how it is used and what to beware of. '.repeat(6);
  const params = Array.from(
    { length: paramsEach },
    (_, at) =>
      `<parameter name="Value${String(at)}" access="readWrite"><description>${text}</description>` +
      '<syntax><unsignedInt><range minInclusive="0" maxInclusive="100"/></unsignedInt></syntax></parameter>',
  ).join('\n');
  const all = Array.from(
    { length: objects },
    (_, at) =>
      `<object name="Device.Part${String(at)}." access="readOnly" minEntries="1" maxEntries="1">` +
      `<description>${text}</description>\n${params}\n</object>`,
  ).join('\n');
  return `<?xml version="1.0"?>
<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-10" spec="urn:test:full" file="full.xml">
<model name="Device:2.99"><object name="Device." access="readOnly" minEntries="1" maxEntries="1"/>
${all}
</model></dm:document>`;
}

/** Drops a file on the page as the system does. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([called, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], called ?? '', { type: 'text/xml' }));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await expect(page.getByText('Drop files to read them')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}
