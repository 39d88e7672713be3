/** What a person does on the start screen and in the connection form, by roles and names. */
import type { Locator, Page } from '@playwright/test';

export interface WebSocketFields {
  readonly url: string;
  readonly agent?: string;
  readonly name?: string;
  readonly allowPlain?: boolean;
}

/** Goes to a place of the page: of the one that is open, else of the one that every test has. */
export async function goTo(page: Page, fragment: string): Promise<void> {
  await page.goto(page.url() === 'about:blank' ? `./${fragment}` : new URL(fragment, page.url()).href);
}

/** Makes a connection by the form, and connects. */
export async function connectWebSocket(page: Page, fields: WebSocketFields): Promise<void> {
  await goTo(page, '#/new/websocket');
  await page.getByLabel('Address of the Agent’s WebSocket server').fill(fields.url);
  if (fields.agent) await page.getByLabel(/^Endpoint ID of the Agent/).fill(fields.agent);
  if (fields.name) await page.getByLabel(/^Name of this connection/).fill(fields.name);
  if (fields.allowPlain) await page.getByLabel(/^Use the plain way all the same/).check();
  await page.getByRole('button', { name: 'Save and connect' }).click();
}

export interface MqttFields {
  readonly url: string;
  readonly version: '5' | '3.1.1';
  readonly name?: string;
  readonly username?: string;
  readonly password?: string;
  readonly replyTo?: string;
  readonly agents?: readonly { readonly endpointId: string; readonly topic: string }[];
}

export async function connectMqtt(page: Page, fields: MqttFields): Promise<void> {
  await goTo(page, '#/new/mqtt');
  await page.getByLabel('Address of the broker’s WebSocket listener').fill(fields.url);
  await page.getByLabel('MQTT version').selectOption(fields.version);
  if (fields.username) await page.getByLabel(/^User name/).fill(fields.username);
  if (fields.password) await page.getByLabel(/^Password/).fill(fields.password);
  if (fields.replyTo) await page.getByLabel(/^Topic that answers come to/).fill(fields.replyTo);
  for (const [index, agent] of (fields.agents ?? []).entries()) {
    await page.getByRole('button', { name: 'Add an Agent' }).click();
    await page.getByLabel(`Endpoint ID of Agent ${index + 1}`).fill(agent.endpointId);
    await page.getByLabel('Its topic').nth(index).fill(agent.topic);
  }
  if (fields.name) await page.getByLabel(/^Name of this connection/).fill(fields.name);
  await page.getByRole('button', { name: 'Save and connect' }).click();
}

/** A saved connection on the start screen. */
export function card(page: Page, name: string | RegExp): Locator {
  return page.getByRole('article', { name });
}

export async function goToStart(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'USP Console, all connections' }).click();
}
