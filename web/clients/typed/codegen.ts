import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types for another program's operations, as its authors would have them made. */
const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: ['clients/typed/client.ts'],
  generates: {
    'clients/typed/generated/': {
      preset: 'client',
      config: { useTypeImports: true, enumsAsTypes: true, scalars: { BigInt: 'number', Date: 'string', DateTime: 'string', FieldScalar: 'string | number | boolean' } },
    },
  },
};

export default config;
