/** The data model that comes with the page. A newer one is made by `npm run tr181` and named here. */
export const shippedModel = {
  /** From the page's own folder. */
  path: 'tr181/2.19.1.json',
  name: 'TR-181 2.19.1',
  /** Within a sentence. */
  shortName: 'TR-181',
} as const;
