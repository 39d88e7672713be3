import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markPath, markValue, type MarkedRun } from './mark-text.ts';
import { parseSearch } from './query.ts';

const shown = (runs: MarkedRun[]) => runs.map(({ text, marked }) => (marked ? `<${text}>` : text)).join('');

describe('marks of a hit', () => {
  it('stand where the words were found', () => {
    expect(shown(markPath(parseSearch('wifi rad chan'), 'Device.WiFi.Radio.1.Channel'))).toBe(
      'Device.<WiFi>.<Rad>io.1.<Chan>nel',
    );
    expect(shown(markPath(parseSearch('"radio.1"'), 'Device.WiFi.Radio.1.Channel'))).toBe(
      'Device.WiFi.<Radio.1>.Channel',
    );
    expect(shown(markPath(parseSearch('reb'), 'Device.Reboot()', 7))).toBe('<Reb>oot()');
    expect(shown(markValue(parseSearch('net value:guest'), 'Guest network', 8))).toBe('<Guest> ne');
  });

  it('leave every character where it is', () => {
    const text = fc.stringMatching(/^[A-Za-z0-9 .]{0,30}$/);
    fc.assert(
      fc.property(text, text, fc.nat(30), (query, value, limit) => {
        const whole = (runs: MarkedRun[]) => runs.map((run) => run.text).join('');
        expect(whole(markPath(parseSearch(query), value))).toBe(value);
        expect(whole(markValue(parseSearch(query), value, limit))).toBe(value.slice(0, limit));
      }),
    );
  });
});
