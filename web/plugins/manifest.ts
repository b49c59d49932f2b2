import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const NAME = 'persisted-documents.json';
export const MANIFEST = new URL(`../src/graphql/generated/${NAME}`, import.meta.url);

/** Ships the texts of all operations with the build: the server registers them when it starts. */
export function manifest(): Plugin {
  return {
    name: 'manifest',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: NAME, source: readFileSync(MANIFEST) });
    },
  };
}
