import { cacheExchange, type Cache, type UpdateResolver } from '@urql/exchange-graphcache';

const WITHOUT_ID = [
  'AttributeAction',
  'CollectionVersion',
  'DeidentificationReport',
  'FieldValue',
  'HubInfo',
  'PageInfo',
  'RedactedRegion',
  'RetentionRule',
  'TagAction',
  'UploadedFile',
  'UserError',
  ...['AuditEvent', 'Collection', 'ExportJob', 'Patient', 'PersistedDocument', 'Share', 'Study', 'Series', 'Image', 'UploadJob', 'UploadedFile', 'User'].map((name) => `${name}Connection`),
];

type Payload = { errors?: unknown[]; deletedId?: string | null };
type Written = Record<string, Payload | undefined>;

/** Lists are asked for again after a change; what is shown stays until the answer is there. */
function forgetLists(cache: Cache, only?: string) {
  for (const { fieldName, arguments: variables } of cache.inspectFields('Query')) {
    if (!only || fieldName === only) cache.invalidate('Query', fieldName, variables);
  }
}

function created(parentField?: string, parentType?: string): UpdateResolver {
  return (_result, args, cache) => {
    const input = args.input as Record<string, string>;
    const parent = parentField && input[parentField];
    if (parent && parentType) cache.invalidate({ __typename: parentType, id: parent });
    forgetLists(cache);
  };
}

/** An edit may have brought a new field into the dictionary. */
const changed: UpdateResolver = (_result, _args, cache) => forgetLists(cache, 'fieldDefinitions');

function deleted(typename: string, parentField?: string): UpdateResolver {
  return (result, _args, cache, info) => {
    const id = (result as Written)[info.fieldName]?.deletedId;
    if (!id) return;
    const entity = { __typename: typename, id };
    const parent = parentField ? cache.resolve(entity, parentField) : null;
    if (typeof parent === 'string') cache.invalidate(parent);
    forgetLists(cache);
  };
}

/** Who is hidden or erased is seen nowhere any more, and who is shown again everywhere. */
function forgetPatient(cache: Cache, args: { input?: unknown }) {
  cache.invalidate({ __typename: 'Patient', id: (args.input as { id: string }).id });
  forgetLists(cache);
}

/** After each of these mutations the lists of this field are asked for again. */
const forgetting = (field: string, mutations: string[]): Record<string, UpdateResolver> =>
  Object.fromEntries(mutations.map((name) => [name, (_result, _args, cache) => forgetLists(cache, field)]));

/** The normalised cache: what each mutation makes stale stands here, in one place. */
export const normalisedCache = () =>
  cacheExchange({
    keys: {
      ...Object.fromEntries(WITHOUT_ID.map((name) => [name, () => null])),
      OptOut: ({ patientId }) => (patientId as string | undefined) ?? null,
      RolePermissions: ({ role }) => (role as string | undefined) ?? null,
      // The id of a profile is its name, which its versions share.
      DeidentificationProfile: ({ name, version }) => (name && version ? `${name} ${version}` : null),
    },
    updates: {
      Mutation: {
        createPatient: created(),
        createStudy: created('patientId', 'Patient'),
        createSeries: created('studyId', 'Study'),
        ...Object.fromEntries(['updatePatient', 'updateStudy', 'updateSeries'].map((name) => [name, changed])),
        deletePatient: deleted('Patient'),
        deleteStudy: deleted('Study', 'patient'),
        deleteSeries: deleted('Series', 'study'),
        deleteImage: deleted('Image', 'series'),
        reviewImage: (_result, _args, cache) => forgetLists(cache),
        deleteDeviceTemplate: deleted('DeviceTemplate'),
        saveDeidentificationProfile: (_result, _args, cache) => {
          for (const field of ['deidentificationProfiles', 'deidentificationProfileVersions']) forgetLists(cache, field);
        },
        ...forgetting('sessions', ['endSession', 'endOtherSessions', 'confirmSecondFactor']),
        ...forgetting('apiTokens', ['createApiToken', 'revokeApiToken']),
        ...forgetting('exportJobs', ['createExport']),
        ...forgetting('shares', ['createShare', 'revokeShare']),
        ...forgetting('collections', ['createCollection', 'deleteCollection']),
        ...forgetting('users', ['createUser', 'updateUser', 'deleteUser']),
        setOptOut: (_result, args, cache) => forgetPatient(cache, args),
        erasePatient: (_result, args, cache) => forgetPatient(cache, args),
        ...forgetting('fieldDefinitions', ['defineField', 'updateField', 'deleteField']),
        ...forgetting('persistedDocuments', ['persistDocument']),
      },
      Subscription: {
        uploadProgress: (result, _args, cache) => {
          const job = result.uploadProgress as { status?: string } | null;
          if (job?.status !== 'QUEUED' && job?.status !== 'RUNNING') forgetLists(cache);
        },
      },
    },
  });
