import Trash from '@lucide/svelte/icons/trash-2';
import { createRawSnippet } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import './tokens.css';
import './base.css';
import CopyButton from './copy-button.svelte';
import Dialog from './dialog.svelte';
import ErrorNotice from './error-notice.svelte';
import Menu from './menu.svelte';
import NoticeRegion from './notice-region.svelte';
import { notices } from './notices.svelte.ts';
import Tabs from './tabs.svelte';
import TextField from './text-field.svelte';

const html = (text: string) => createRawSnippet(() => ({ render: () => `<p>${text}</p>` }));

afterEach(() => {
  for (const { id } of notices.list) notices.dismiss(id);
});

describe('Dialog', () => {
  it('takes the focus, gives it back, and is closed by Escape', async () => {
    const opener = document.createElement('button');
    document.body.append(opener);
    opener.focus();
    const onclose = vi.fn();
    const { unmount } = await render(Dialog, { title: 'Sure?', onclose, children: html('Words') });
    const dialog = page.getByRole('dialog', { name: 'Sure?' });
    await expect.element(dialog).toBeVisible();
    expect(dialog.element().contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Escape}');
    expect(onclose).toHaveBeenCalledOnce();
    await unmount();
    expect(document.activeElement).toBe(opener);
    opener.remove();
  });

  it('that asks is not closed by a click beside it', async () => {
    const onclose = vi.fn();
    await render(Dialog, { title: 'Reboot?', role: 'alertdialog', onclose, children: html('Words') });
    const dialog = page.getByRole('alertdialog');
    dialog.element().dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(onclose).not.toHaveBeenCalled();
  });
});

describe('Menu', () => {
  const items = () => [
    { label: 'Edit', run: vi.fn() },
    { label: 'Duplicate', disabled: true, run: vi.fn() },
    { label: 'Delete', danger: true, run: vi.fn() },
  ];

  it('opens with a key, moves over what can be chosen, and runs it', async () => {
    const list = items();
    await render(Menu, { label: 'More', icon: Trash, items: list });
    const opener = page.getByRole('button', { name: 'More' });
    (opener.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('menuitem', { name: 'Edit' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('menuitem', { name: 'Delete' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('menuitem', { name: 'Edit' })).toHaveFocus();
    await userEvent.keyboard('d{Enter}');
    expect(list[2]?.run).toHaveBeenCalledOnce();
    await expect.element(opener).toHaveFocus();
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  });

  it('is closed by Escape, and by leaving it', async () => {
    await render(Menu, { label: 'More', icon: Trash, items: items() });
    const opener = page.getByRole('button', { name: 'More' });
    await opener.click();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    await expect.element(opener).toHaveFocus();
    await opener.click();
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  });
});

describe('Tabs', () => {
  it('are one stop for Tab, and are moved over by the arrows', async () => {
    const onselect = vi.fn();
    const tabs = [
      { id: 'a', label: 'First' },
      { id: 'b', label: 'Second', count: 1_200 },
      { id: 'c', label: 'Third' },
    ];
    await render(Tabs, { label: 'Places', tabs, selected: 'a', onselect });
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByRole('tab', { name: 'First' })).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(page.getByRole('tab', { name: 'Third' })).toHaveFocus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    expect(onselect.mock.calls.map(([id]) => id as string)).toEqual(['c', 'a', 'b']);
    await expect.element(page.getByRole('tab', { selected: true })).toHaveTextContent(/Second\s*1,200/);
  });
});

describe('TextField', () => {
  it('is named by its label and described by help, error and warning', async () => {
    await render(TextField, { label: 'Address', value: '', help: 'With the path.', error: 'Nothing was entered.' });
    const field = page.getByRole('textbox', { name: 'Address' });
    await expect.element(field).toHaveAccessibleDescription('With the path. Nothing was entered.');
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  });
});

describe('ErrorNotice', () => {
  it('says what happened, why and what to try; the rest is one click away', async () => {
    const error = {
      code: 7012,
      origin: 'remote',
      reason: 'remote-error',
      message: 'the value was refused',
      advice: 'Enter a number.',
      params: [{ path: 'Device.A.B', code: 7012, message: 'too large' }],
    };
    await render(ErrorNotice, { error });
    await expect.element(page.getByRole('alert')).toHaveTextContent('The value was refused.');
    await expect.element(page.getByText('The device answered with error 7012.')).toBeVisible();
    await expect.element(page.getByText('Enter a number.')).toBeVisible();
    await expect.element(page.getByText('Device.A.B')).toBeVisible();
    await expect.element(page.getByText(/Origin: remote/)).not.toBeVisible();
    await page.getByText('Details').click();
    await expect.element(page.getByText(/Origin: remote/)).toBeVisible();
  });

  it('lists advice of several steps', async () => {
    const problem = {
      code: 'refused',
      what: 'No way',
      why: 'Because.',
      advice: '1. Check the port. 2. Check the path 1.5.',
    };
    await render(ErrorNotice, { error: problem });
    const steps = page.getByRole('listitem').elements();
    expect(steps.map((step) => step.textContent)).toEqual(['Check the port.', 'Check the path 1.5.']);
  });

  it('shows what a peer wrote as text, never as markup', async () => {
    await render(ErrorNotice, { error: new Error('<img src=x onerror=alert(1)>') });
    await expect.element(page.getByText('<img src=x onerror=alert(1)>.', { exact: true })).toBeVisible();
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('floating notices', () => {
  it('offer to take something back', async () => {
    await render(NoticeRegion);
    const run = vi.fn();
    notices.show({ title: 'Deleted.', action: { label: 'Undo', run } });
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(run).toHaveBeenCalledOnce();
    await expect.element(page.getByText('Deleted.')).not.toBeInTheDocument();
  });

  it('are few: the oldest give way', async () => {
    await render(NoticeRegion);
    for (let n = 1; n <= 9; n++) notices.show({ title: `Notice ${n}`, lasts: 0 });
    await expect.element(page.getByText('Notice 9')).toBeVisible();
    await expect.element(page.getByText('Notice 5')).not.toBeInTheDocument();
    expect(notices.list).toHaveLength(4);
  });
});

describe('CopyButton', () => {
  it('copies without a modern clipboard too, and says so', async () => {
    const modern = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard');
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    const copied = vi.fn();
    const listen = (event: ClipboardEvent) => {
      copied(document.activeElement instanceof HTMLTextAreaElement && event.type);
    };
    document.addEventListener('copy', listen);
    try {
      await render(CopyButton, { value: 'Device.A.', label: 'Copy the path' });
      await page.getByRole('button', { name: 'Copy the path' }).click();
      await expect.element(page.getByRole('button', { name: 'Copied' })).toBeVisible();
      expect(copied).toHaveBeenCalledWith('copy');
    } finally {
      document.removeEventListener('copy', listen);
      delete (navigator as { clipboard?: unknown }).clipboard;
      expect(modern).toBeDefined();
    }
  });
});
