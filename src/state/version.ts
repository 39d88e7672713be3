/** Which version of the page this is. */
declare const uspConsoleVersion: string | undefined;

/** As the build says it; without a build there is none. */
export const version = typeof uspConsoleVersion === 'string' ? uspConsoleVersion : 'dev';
