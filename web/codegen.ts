import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { formatDocument } from '@urql/core';
import { print, type DocumentNode } from 'graphql';

const FOLDER = 'src/graphql/generated/';
const texts: Record<string, string> = {};

/** The text is what the cache makes of a document: with __typename in each selection. The app sends the hash alone. */
function persisted(document: DocumentNode) {
  const text = print(formatDocument(document));
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  texts[hash] = text;
  return { hash };
}

/** In Relay's form; the build ships it to the server. */
function writeManifest() {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}persisted-documents.json`, JSON.stringify(texts, null, 1));
}

const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: ['src/**/*.{ts,tsx,graphql}', '!src/graphql/generated/**'],
  hooks: { beforeAllFileWrite: writeManifest },
  generates: {
    [FOLDER]: {
      preset: 'client',
      presetConfig: { fragmentMasking: false, onExecutableDocumentNode: persisted },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: {
          ID: 'string',
          BigInt: 'number',
          Date: 'string',
          DateTime: 'string',
          JSON: 'Record<string, unknown>',
          FieldScalar: 'string | number | boolean',
          Upload: 'File | null',
        },
      },
    },
  },
};

export default config;
