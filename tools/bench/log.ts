/** What the log costs with 100,000 entries: adding to it, filtering it, searching the bytes behind it. */
import { fitsFilter } from '../../src/model/log-filter/match.ts';
import { parseFilter } from '../../src/model/log-filter/parse.ts';
import { LogStore } from '../../src/model/log-store.ts';
import { encodeMessage } from '../../src/usp/message/message.ts';
import { notifyMessage } from '../../src/usp/message/responses.ts';
import { encodeRecord } from '../../src/usp/record/record.ts';
import { Backlog } from '../../src/wire/backlog.ts';
import type { LogEntry } from '../../src/wire/entry.ts';
import { WireIndex } from '../../src/wire/index-record.ts';
import { LogSearch } from '../../src/wire/search.ts';
import { fastest, milliseconds, type Result } from './measure.ts';

const entries = 100_000;

export function logBench(): Result[] {
  const backlog = new Backlog();
  const index = new WireIndex();
  const indexing = fastest(1, () => {
    for (let seq = 1; seq <= entries; seq++) {
      const paramPath = `Device.WiFi.SSID.${seq % 50}.SSID`;
      const value = { paramPath, paramValue: `network ${seq}` };
      const msg = notifyMessage(`n-${seq}`, 'sub', true, { case: 'valueChange', value });
      const recordType = { case: 'noSessionContext' as const, value: { payload: encodeMessage(msg) } };
      const bytes = encodeRecord({ fromId: 'proto::agent', toId: 'self::us', recordType });
      backlog.add(index.entry({ seq, time: seq, direction: 'in', bytes, msg }), bytes);
    }
  });
  const all: LogEntry[] = [];
  for (let seq = backlog.oldest; seq < backlog.next; seq++) {
    const entry = backlog.entry(seq);
    if (entry) all.push(entry);
  }
  const store = new LogStore();
  store.add(all, entries);
  const batch = all.slice(0, 100).map((entry) => ({ ...entry, seq: entry.seq + entries }));
  const adding = fastest(1, () => store.add(batch, entries));
  const parsed = parseFilter('type:notify size:>50 -id:n-5 OR err:7004');
  const fits = fitsFilter(parsed.ok ? parsed.filter : [], () => new Set<number>(), store);
  let fitting = 0;
  const filtering = fastest(1, () => {
    for (let place = 0; place < store.length; place++) {
      const entry = store.at(place);
      if (entry && fits(entry)) fitting++;
    }
  });
  const search = new LogSearch(backlog, [{ in: 'text', value: 'network 99' }]);
  const searching = fastest(1, () => {
    while (search.step());
  });
  const found = search.take().found[0]?.length ?? 0;
  return [
    { name: `${entries.toLocaleString()} Records become entries`, value: `${milliseconds(indexing)}, encoded first` },
    { name: 'a batch of 100 is added to a full store', value: milliseconds(adding) },
    {
      name: `a filter goes over ${entries.toLocaleString()} entries`,
      value: `${milliseconds(filtering)}, ${fitting} fit`,
    },
    {
      name: `a text is looked for in ${backlog.held.toLocaleString()} bytes`,
      value: `${milliseconds(searching)}, ${found} found`,
    },
  ];
}
