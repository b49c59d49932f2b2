import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: ['src/**/*.{ts,tsx}', '!src/graphql/generated/**'],
  generates: {
    'src/graphql/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
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
