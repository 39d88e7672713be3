/** Where the facts of TR-181 lie, from the project's root. */
export const factsFile = 'tools/tr181/tr-181-2.19.1-usp.json';
export const noticeFile = 'tools/tr181/LICENSE-BBF';
export const assetFolder = 'public/tr181';
