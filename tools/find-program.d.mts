/** For the tests under src/, whose type check reads no JavaScript. */
export function findProgram(...names: readonly string[]): string | undefined;
export function isExecutable(path: string): boolean;
