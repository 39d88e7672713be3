/** What a device's Session Context is set to on its own side, and what waits for an answer. */
import type { UspError } from '../usp/error.ts';
import type { ClientEvent, OpenRequest, UspClient } from '../worker/client.ts';
import { asUspError } from './as-usp-error.ts';
import type { DeviceLoader } from './model/device-loader.svelte.ts';

export type { OpenRequest } from '../worker/client.ts';

/** Device.LocalAgent.Controller.{i}.E2ESession. of our own entry. */
export interface AgentSessionSettings {
  readonly path: string;
  /** SessionMode as the Agent says it. */
  readonly mode: string;
  /** MaxUSPRecordSize in bytes; absent: the Agent says none, or 0 for no limit. */
  readonly maxRecordSize?: number;
}

export class DeviceSession {
  /** Requests without an answer yet, oldest first. */
  open: readonly OpenRequest[] = $state.raw([]);
  /** `none`: the Agent has no such object for us. */
  settings: AgentSessionSettings | 'none' | undefined = $state.raw();
  error: UspError | undefined = $state.raw();
  reading = $state(false);
  readonly #client: UspClient;
  readonly #loader: DeviceLoader;
  readonly #device: string;

  constructor(client: UspClient, loader: DeviceLoader, device: string) {
    this.#client = client;
    this.#loader = loader;
    this.#device = device;
  }

  handle(event: ClientEvent): void {
    const about = event.type === 'requests' ? event.device === this.#device : event.type === 'worker';
    if (about) this.open = this.#client.openRequests(this.#device);
  }

  cancel(id: number): void {
    this.#client.cancel(id);
  }

  /** Asks the Agent for what it has of us. Never rejects: see `error`. */
  async readSettings(controllerId: string): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    this.error = undefined;
    try {
      // No Endpoint ID has a quotation mark (R-ARC.5); a percent sign stands for itself only when it is escaped.
      const key = controllerId.replaceAll('%', '%25');
      const path = `Device.LocalAgent.Controller.[EndpointID=="${key}"].E2ESession.`;
      const answer = await this.#loader.get([path], 1);
      this.settings = readAnswer(answer.results[0]) ?? 'none';
    } catch (thrown) {
      this.error = asUspError(thrown);
    } finally {
      this.reading = false;
    }
  }
}

type GetResult = Awaited<ReturnType<DeviceLoader['get']>>['results'][number];

function readAnswer(result: GetResult | undefined): AgentSessionSettings | undefined {
  const object = result?.objects.find(({ path }) => path.endsWith('.E2ESession.'));
  if (!object) return undefined;
  const params = new Map(object.params);
  const size = Number(params.get('MaxUSPRecordSize'));
  return {
    path: object.path,
    mode: params.get('SessionMode') ?? '',
    ...(Number.isSafeInteger(size) && size > 0 && { maxRecordSize: size }),
  };
}
