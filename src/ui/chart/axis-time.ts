/** Times under a chart: as fine as the step between them asks for. */

const day = 86_400;
const formats = {
  date: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }),
  minute: new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  second: new Intl.DateTimeFormat(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }),
};

/** @param times seconds since the epoch, @param step seconds between two of them */
export function axisTime(times: readonly number[], step: number): string[] {
  const format = step >= day ? formats.date : step >= 60 ? formats.minute : formats.second;
  return times.map((time) => format.format(time * 1_000));
}
