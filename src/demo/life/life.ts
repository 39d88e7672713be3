/** What happens in the home by itself, in steps of equal length: the same seed and times give the same life. */
import { macAddress } from '../home/setup.ts';
import { SeededRandom } from '../random.ts';
import type { Store } from '../store/store.ts';
import { dateTimeText } from '../time-text.ts';
import { residents, station, type Resident } from './household.ts';
import { arrive, associatedOf, canCome, isHere, leave } from './presence.ts';
import { Traffic } from './traffic.ts';

/** Milliseconds of one step. */
export const stepLength = 2_000;
/** Steps that are made up for at once; what lies further back never happened. */
const maxSteps = 300;

export class Life {
  readonly #store: Store;
  readonly #random: SeededRandom;
  readonly #traffic = new Traffic();
  #next: number;
  #steps = 0;
  #guests: Resident[] = [];
  #guestCount = 0;

  /** Begins at `now` with those who are at home. */
  constructor(store: Store, seed: number, now: number) {
    this.#store = store;
    this.#random = new SeededRandom(seed ^ 0x5eed);
    this.#next = now + stepLength;
    store.now = now;
    for (const resident of residents) {
      arrive(store, resident);
      if (resident.away === true) leave(store, resident, false);
    }
  }

  /** When the next step is due. */
  get nextStep(): number {
    return this.#next;
  }

  /** Lives until `now`. */
  advance(now: number): void {
    if (now - this.#next > stepLength * maxSteps) this.#next = now - stepLength * maxSteps;
    while (this.#next <= now) {
      this.#store.now = this.#next;
      this.#next += stepLength;
      this.#step();
    }
    this.#store.now = now;
  }

  /** Those whose way in was closed are gone at once. */
  closeWays(): void {
    for (const resident of [...residents, ...this.#guests]) {
      if (isHere(this.#store, resident) && !wayIsOpen(this.#store, resident)) leave(this.#store, resident, false);
    }
  }

  #step(): void {
    this.#steps++;
    for (const resident of [...residents, ...this.#guests]) {
      if (isHere(this.#store, resident)) this.#live(resident);
    }
    this.#traffic.flush(this.#store);
    if (this.#random.chance(0.06)) this.#comeOrGo();
    if (this.#random.chance(0.02)) this.#visit();
    if (this.#steps % 5 === 0) this.#feel();
  }

  #live(resident: Resident): void {
    const store = this.#store;
    const random = this.#random;
    const seconds = stepLength / 1000;
    const down = resident.traffic * seconds * random.next() * 2;
    this.#traffic.add(store, resident, down, down * (0.05 + random.next() * 0.1));
    const row = associatedOf(store, resident);
    if (!row) return;
    const home = resident.signal ?? -60;
    // A walk that is drawn back to where the station usually is; those carried about walk further.
    const reach = resident.mobile === true ? 4 : 1;
    const before = store.readNumber(row, 'SignalStrength');
    const drift = Math.round((home - before) * 0.2 + (random.next() - 0.5) * 2 * reach);
    const signal = Math.max(-92, Math.min(-25, before + drift));
    const noise = -94 + random.between(0, 2);
    const quality = Math.max(0.1, Math.min(1, (signal + 90) / 40));
    const rate = Math.max(1_000, Math.round((resident.rate ?? 72_200) * quality));
    store.writeAll(row, {
      SignalStrength: signal,
      Noise: noise,
      SNR: Math.max(0, signal - noise),
      LastDataDownlinkRate: rate,
      LastDataUplinkRate: Math.max(1_000, Math.round(rate * (0.7 + random.next() * 0.3))),
      Retransmissions: Math.min(100, Math.round((1 - quality) * 30 * random.next())),
    });
  }

  #comeOrGo(): void {
    const store = this.#store;
    const [first, ...others] = residents.filter(({ mobile }) => mobile);
    if (!first) return;
    const resident = this.#random.pick([first, ...others]);
    if (isHere(store, resident)) leave(store, resident, false);
    else if (canCome(store, resident)) arrive(store, resident);
  }

  /** A guest comes, or the one who has been here longest goes and is forgotten. */
  #visit(): void {
    const store = this.#store;
    const guest = this.#guests.shift();
    if (guest && (this.#guests.length >= 2 || this.#random.chance(0.5))) return leave(store, guest, true);
    if (guest) this.#guests.unshift(guest);
    const number = ++this.#guestCount;
    const accessPoint = this.#random.pick([4, 5]);
    const options = { mobile: true, traffic: 30_000 };
    const host = 100 + (number % 100);
    const newcomer: Resident = {
      ...station(0, `guest-${String(number)}`, host, accessPoint, 'ax', '80MHz', -66, 600_500, options),
      mac: macAddress(0x70, number),
    };
    if (!canCome(store, newcomer)) return;
    this.#guests.push(newcomer);
    arrive(store, newcomer);
  }

  /** Load, memory and temperature. */
  #feel(): void {
    const store = this.#store;
    const random = this.#random;
    const status = store.object('Device.DeviceInfo.ProcessStatus.');
    const usage = 6 + random.between(0, 14);
    store.write(status, 'CPUUsage', usage);
    for (const cpu of store.table('Device.DeviceInfo.ProcessStatus.CPU.').rows.values()) {
      const user = Math.max(1, usage - random.between(2, 6));
      const system = random.between(1, 5);
      store.writeAll(cpu, {
        UserModeUtilization: user,
        SystemModeUtilization: system,
        IdleModeUtilization: 100 - user - system,
        CPUUtilization: user + system,
      });
    }
    const memory = store.object('Device.DeviceInfo.MemoryStatus.');
    store.write(memory, 'Free', 600_000 + random.between(0, 24_000));
    const now = dateTimeText(store.now);
    for (const sensor of store.table('Device.DeviceInfo.TemperatureStatus.TemperatureSensor.').rows.values()) {
      if (!store.readFlag(sensor, 'Enable')) continue;
      const value = store.readNumber(sensor, 'Value') + random.between(-1, 1);
      store.writeAll(sensor, { Value: value, LastUpdate: now });
      if (value > store.readNumber(sensor, 'MaxValue')) store.writeAll(sensor, { MaxValue: value, MaxTime: now });
      if (value < store.readNumber(sensor, 'MinValue')) store.writeAll(sensor, { MinValue: value, MinTime: now });
    }
  }
}

function wayIsOpen(store: Store, { accessPoint, port }: Resident): boolean {
  const path = accessPoint === undefined ? 'Device.Ethernet.Interface.' : 'Device.WiFi.AccessPoint.';
  const node = store.find(`${path}${String(accessPoint ?? port)}.`);
  const status = node?.kind === 'object' ? store.read(node, 'Status') : '';
  return status === 'Up' || status === 'Enabled';
}
