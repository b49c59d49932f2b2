import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { MANIFEST } from './manifest.ts';

const CALL = /\bgraphql\(`([^`]*)`\)/g;

/** Every operation has a name of its own: the generator of types sees to it. */
const nameOf = (text: string) => /\b(?:query|mutation|subscription)\s+(\w+)/.exec(text)?.[1] ?? '';

/** Writes beside each operation in the code the id under which the server knows it; one without an id ends the build. */
export function documents(): Plugin {
  const ids = new Map<string, string>();
  return {
    name: 'documents',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      const texts = JSON.parse(readFileSync(MANIFEST, 'utf-8')) as Record<string, string>;
      for (const [id, text] of Object.entries(texts)) ids.set(nameOf(text), id);
    },
    transform(code, file) {
      if (!/\/src\/.*\.tsx?$/.test(file) || !code.includes('graphql(`')) return null;
      const withIds = code.replace(CALL, (_call, text: string) => {
        const id = ids.get(nameOf(text));
        if (!id) throw new Error(`${file}: the operation ${nameOf(text)} has no id`);
        return `graphql(\`${text}\`, '${id}')`;
      });
      return { code: withIds, map: null };
    },
  };
}
