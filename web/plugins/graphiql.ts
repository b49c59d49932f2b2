import type { Plugin } from 'vite';

const EMBEDDED_FONT = /@font-face\s*\{[^}]*url\(["']?data:font[^}]*\}/g;

/** GraphiQL brings its fonts in its style sheet, where the Content-Security-Policy blocks them; the app's own serve it. */
export function graphiqlWithoutEmbeddedFonts(): Plugin {
  return {
    name: 'graphiql-without-embedded-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('graphiql/dist/style.css')) return null;
      const without = code.replace(EMBEDDED_FONT, '');
      if (without === code || without.includes('data:font')) this.error('graphiql/style.css has changed: look at plugins/graphiql.ts');
      return without;
    },
  };
}
