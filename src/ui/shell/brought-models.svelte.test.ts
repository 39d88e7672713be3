import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../kit/tokens.css';
import '../kit/base.css';
import { standard } from '../../state/tr181/standard.svelte.ts';
import BroughtModels from './brought-models.svelte';
import FileDrop from './file-drop.svelte';

// A real worker reads, a real database keeps.

const vendor = `<?xml version="1.0"?>
<dm:document xmlns:dm="urn:x" spec="urn:acme:box" file="acme.xml">
  <model name="X_ACME_Device:1.0" base="Device:2.19">
    <object base="Device.NAT.">
      <parameter name="X_ACME_Fast" access="readWrite">
        <description>&lt;img src=x onerror="document.title=1"&gt; makes it fast.</description>
        <syntax><boolean/></syntax></parameter>
    </object>
  </model>
</dm:document>`;
const xml = (text: string, name = 'acme.xml') => new File([text], name, { type: 'text/xml' });

afterEach(async () => {
  await standard.books.wipe();
  standard.intake.dismiss();
});

const list = () => page.getByRole('list', { name: 'Data models that were brought' });

function drag(type: 'dragover' | 'drop', file: File): DragEvent {
  const data = new DataTransfer();
  data.items.add(file);
  const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
  document.body.dispatchEvent(event);
  return event;
}

describe('the data models in the settings', () => {
  it('are listed with what they hold, put out of use and forgotten', async () => {
    render(BroughtModels);
    await expect.element(page.getByText(/TR-181 2\.19\.1 comes with the page/)).toBeVisible();
    await userEvent.upload(page.getByLabelText('Data model files'), xml(vendor));
    await expect
      .element(list())
      .toHaveTextContent(/X_ACME_Device:1\.0.*Additions to TR-181.*1 object, 1 parameter, 1 desc/s);
    await expect.element(page.getByRole('status')).toHaveTextContent('X_ACME_Device:1.0 was read');
    expect(standard.param('Device.NAT.X_ACME_Fast')?.type).toBe('boolean');
    await page.getByRole('checkbox', { name: 'Use X_ACME_Device:1.0' }).click();
    await expect.poll(() => standard.param('Device.NAT.X_ACME_Fast')).toBeUndefined();
    const found = await axe.run(document.body, { rules: { region: { enabled: false } } });
    expect(found.violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole('button', { name: 'Forget X_ACME_Device:1.0' }).click();
    await expect.element(list()).not.toBeInTheDocument();
  });

  it('say with file and line what is wrong', async () => {
    render(BroughtModels);
    await userEvent.upload(page.getByLabelText('Data model files'), xml('<a>\n</b>', 'bad.xml'));
    await expect.element(page.getByRole('status')).toHaveTextContent('bad.xml, line 2, column 1');
  });
});

describe('files over the page', () => {
  it('are announced, and read when they are dropped', async () => {
    render(FileDrop, { report: true, take: (files: readonly File[]) => void standard.intake.take(files) });
    expect(drag('dragover', xml(vendor)).defaultPrevented).toBe(true);
    await expect.element(page.getByText('Drop files to read them')).toBeVisible();
    drag('drop', xml(vendor));
    await expect.element(page.getByText('Drop files to read them')).not.toBeInTheDocument();
    await expect.element(page.getByRole('status')).toHaveTextContent('X_ACME_Device:1.0 was read');
    expect(standard.book?.description('Device.NAT.X_ACME_Fast')).toEqual({
      text: '<img src=x onerror="document.title=1"> makes it fast.',
      source: 'acme.xml',
    });
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.element(page.getByRole('status')).not.toBeInTheDocument();
  });

  it('that are no data models are refused in words', async () => {
    render(FileDrop, { report: true, take: (files: readonly File[]) => void standard.intake.take(files) });
    drag('drop', new File(['x'], 'holiday.png'));
    await expect.element(page.getByRole('status')).toHaveTextContent('holiday.png was left out');
  });
});
