/** `npm run tr181`: writes the facts of TR-181 to public/, for the page, with the forum's notice beside them. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { makeAsset } from './asset.ts';
import { assetFolder, factsFile, noticeFile } from './places.ts';

const asset = makeAsset(readFileSync(factsFile, 'utf8'));
mkdirSync(assetFolder, { recursive: true });
writeFileSync(`${assetFolder}/${asset.name}`, asset.text);
copyFileSync(noticeFile, `${assetFolder}/LICENSE-BBF.txt`);
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
console.log(
  `${assetFolder}/${asset.name}: ${kB(Buffer.byteLength(asset.text))}, ${kB(gzipSync(asset.text, { level: 9 }).length)} with gzip`,
);
