import { graphql } from '@/graphql/generated';

/** All profiles in their newest versions. */
export const PROFILES = graphql(`
  query Profiles {
    deidentificationProfiles {
      id name version description isBuiltIn options textPolicy allowedText extract
      tagActions { tag keyword action }
    }
  }
`);

export const PROFILE_VERSIONS = graphql(`
  query ProfileVersions($name: String!) {
    deidentificationProfileVersions(name: $name) {
      id name version description isBuiltIn options textPolicy allowedText extract
      tagActions { tag keyword action }
    }
  }
`);

export const SAVE_PROFILE = graphql(`
  mutation SaveProfile($input: SaveDeidentificationProfileInput!) {
    saveDeidentificationProfile(input: $input) {
      profile { id name version }
      errors { code message path }
    }
  }
`);
