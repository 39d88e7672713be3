/** Paths of one chart by what tells them apart: what all begin with is said once. */
export function curveNames(paths: readonly string[]): { readonly common: string; readonly names: readonly string[] } {
  let common = paths[0] ?? '';
  for (const path of paths) while (!path.startsWith(common)) common = common.slice(0, -1);
  common = common.slice(0, common.lastIndexOf('.') + 1);
  return { common, names: paths.map((path) => path.slice(common.length)) };
}
