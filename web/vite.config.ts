/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compress } from './plugins/compress.ts';
import { cornerstoneWithoutInlineStyle } from './plugins/cornerstone.ts';
import { graphiqlWithoutEmbeddedFonts } from './plugins/graphiql.ts';
import { documents } from './plugins/documents.ts';
import { manifest } from './plugins/manifest.ts';

const local = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.HUB_URL ?? 'http://localhost:8000';

export default defineConfig({
  plugins: [documents(), react(), cornerstoneWithoutInlineStyle(), graphiqlWithoutEmbeddedFonts(), manifest(), compress()],
  // The server replaces the placeholder by a fresh nonce in every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  resolve: {
    alias: [
      { find: /^@kitware\/vtk\.js\/IO\/(XML|Geometry|Misc)\/.*$/, replacement: local('./plugins/empty.ts') },
      { find: /^@\/graphql\/generated$/, replacement: local('./src/graphql/document.ts') },
      { find: /^@\//, replacement: local('./src/') },
    ],
  },
  build: {
    target: 'es2023',
    // Browsers that know light-dark(); for older ones Vite would rewrite it against variables nobody sets.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
  },
  worker: { format: 'es' },
  optimizeDeps: {
    include: ['@cornerstonejs/core', '@cornerstonejs/tools', '@cornerstonejs/metadata', '@cornerstonejs/utils'],
  },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/files': { target: server },
      '/readyz': { target: server },
      '/shared': { target: server },
    },
  },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
