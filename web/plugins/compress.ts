import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(js|css|svg|json|wasm)$/;
/** Below this a compressed sibling saves less than a network packet. */
const SMALLEST_BYTES = 1024;
/** Quality 11 saves a twentieth to a tenth more than 9, and takes twenty times as long: it is for what every page needs. */
const brotliQuality = (bytes: Buffer) => (bytes.length < 600_000 ? 11 : 9);

/** Writes `.br` and `.gz` siblings, so that the server never compresses an asset twice. */
export function compress(): Plugin {
  let folder = 'dist';
  return {
    name: 'compress',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      await Promise.all(names.filter((name) => COMPRESSIBLE.test(name)).map((name) => compressFile(join(folder, name))));
    },
  };
}

async function compressFile(path: string) {
  const bytes = await readFile(path);
  if (bytes.length < SMALLEST_BYTES) return;
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  await writeFile(
    `${path}.br`,
    brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality(bytes), [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  );
}
