import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { MANIFEST } from './manifest.ts';

const CALL = /\bgraphql\(`([^`]*)`\)/g;
const FRAGMENTS = new URL('../src/graphql/fragments.graphql', import.meta.url);

/** Every operation has a name of its own: the generator of types sees to it. */
const nameOf = (text: string) => /\b(?:query|mutation|subscription)\s+(\w+)/.exec(text)?.[1] ?? '';

/** The operation with the fragments that it names: the cache of the app reads it as it stands in the code. */
function whole(text: string, fragments: Map<string, string>): string {
  const names = new Set([...text.matchAll(/\.\.\.(\w+)/g)].map(([, name]) => name as string));
  const found = [...names].map((name) => {
    const fragment = fragments.get(name);
    if (!fragment) throw new Error(`there is no fragment ${name} in src/graphql/fragments.graphql`);
    return fragment;
  });
  return [text.trim(), ...found].join('\n').replace(/\s+/g, ' ');
}

function readFragments(): Map<string, string> {
  const texts = readFileSync(FRAGMENTS, 'utf-8').split(/^(?=fragment )/m).slice(1);
  return new Map(texts.map((text) => [/^fragment (\w+)/.exec(text)?.[1] ?? '', text.trim()]));
}

/**
 * Writes into each operation of the code the fragments that it names, and beside it, in the build, the id under which the
 * server knows it; one without an id ends the build.
 */
export function documents(): Plugin {
  const ids = new Map<string, string>();
  let fragments = new Map<string, string>();
  let isBuild = false;
  return {
    name: 'documents',
    enforce: 'pre',
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    buildStart() {
      if (!isBuild) return;
      fragments = readFragments();
      const texts = JSON.parse(readFileSync(MANIFEST, 'utf-8')) as Record<string, string>;
      for (const [id, text] of Object.entries(texts)) ids.set(nameOf(text), id);
    },
    transform(code, file) {
      if (!/\/src\/.*\.tsx?$/.test(file) || !code.includes('graphql(`')) return null;
      if (!isBuild) fragments = readFragments(); // they may have changed while one develops
      const withIds = code.replace(CALL, (_call, text: string) => {
        if (!isBuild) return `graphql(\`${whole(text, fragments)}\`)`;
        const id = ids.get(nameOf(text));
        if (!id) throw new Error(`${file}: the operation ${nameOf(text)} has no id`);
        return `graphql(\`${whole(text, fragments)}\`, '${id}')`;
      });
      return { code: withIds, map: null };
    },
  };
}
