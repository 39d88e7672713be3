/** `Device.LocalAgent.Subscription.`: what the device keeps, to be read, added to, changed and deleted. */
import type { UspError } from '../../usp/error.ts';
import type { NameValue } from '../../usp/message/request-types.ts';
import type { DeviceModel } from '../../model/device-model.ts';
import { rowsOf } from '../../model/overview.ts';
import {
  addSubscription,
  subscriptionId,
  subscriptionTable,
  type SubscriptionWish,
} from '../../model/subscription-plan.ts';
import { asUspError } from '../as-usp-error.ts';
import type { DeviceLoader } from '../model/device-loader.svelte.ts';
import { ownControllerPath, samePath } from './own-controller.ts';
import { refusal } from '../refusal.ts';

/** An ID for one that a person makes. */
export function newSubscriptionId(): string {
  return subscriptionId('made', crypto.randomUUID().slice(0, 8));
}

export class SubscriptionTable {
  /** `Device.LocalAgent.Controller.{i}.` of ours, once it is known. */
  own: string | undefined = $state();
  /** Why the last change was not taken. */
  error: UspError | undefined = $state.raw();
  busy = $state(false);
  readonly #loader: DeviceLoader;
  readonly #model: DeviceModel;
  readonly #controllerId: string;

  /** @param controllerId Endpoint ID that the device knows us by. */
  constructor(loader: DeviceLoader, model: DeviceModel, controllerId: string) {
    this.#loader = loader;
    this.#model = model;
    this.#controllerId = controllerId;
  }

  /** Reads all of them, and who we are among the Controllers. Never rejects: see the loader's state. */
  async read(): Promise<void> {
    const table = this.#loader.loadTable(subscriptionTable);
    try {
      this.own ??= await ownControllerPath(this.#loader, this.#controllerId);
    } catch {
      // Then nobody's are told apart from ours.
    }
    await table;
  }

  /** Is the one in this row told to another Controller? False where that is not known. */
  isForeign(row: string): boolean {
    const recipient = this.#model.text(`${row}Recipient`);
    return this.own !== undefined && !!recipient && !samePath(recipient, this.own);
  }

  /** Paths of the rows; undefined: not read yet. */
  rows(): readonly string[] | undefined {
    return rowsOf(this.#model, subscriptionTable);
  }

  /** Makes one. @returns whether the device took it: see `error`. */
  add(wish: SubscriptionWish): Promise<boolean> {
    return this.#try(async () => {
      const { results } = await this.#loader.request(addSubscription(wish));
      const failed = results.find((result) => result.error)?.error;
      if (failed) throw refusal('The device refused the Subscription', failed.code, failed.message);
    });
  }

  /** Sets parameters of one, all or none. @returns whether the device took them: see `error`. */
  change(row: string, values: readonly NameValue[]): Promise<boolean> {
    return this.#try(async () => {
      const params = values.map(([param, value]) => ({ param, value, required: true }));
      const { results } = await this.#loader.request({
        kind: 'Set',
        allowPartial: false,
        objects: [{ path: row, params }],
      });
      const failed = results.find((result) => result.error)?.error;
      if (failed) throw refusal('The device refused the change', failed.code, failed.message);
    });
  }

  /** @returns whether it is gone: see `error`. */
  delete(row: string): Promise<boolean> {
    return this.#try(async () => {
      const { results } = await this.#loader.request({ kind: 'Delete', allowPartial: false, paths: [row] });
      const failed = results.find((result) => result.error)?.error;
      if (failed) throw refusal('The device did not delete the Subscription', failed.code, failed.message);
      this.#model.remove(row);
    });
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.error = undefined;
    try {
      await work();
      void this.read();
      return true;
    } catch (thrown) {
      this.error = asUspError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
