import { graphql } from '@/graphql/generated';

/** All profiles in their newest versions. */
export const PROFILES = graphql(`
  query Profiles {
    deidentificationProfiles {
      ...Profile
    }
  }
`);

export const PROFILE_VERSIONS = graphql(`
  query ProfileVersions($name: String!) {
    deidentificationProfileVersions(name: $name) {
      ...Profile
    }
  }
`);

export const SAVE_PROFILE = graphql(`
  mutation SaveProfile($input: SaveDeidentificationProfileInput!) {
    saveDeidentificationProfile(input: $input) {
      profile { id name version }
      errors { ...Refusal }
    }
  }
`);

export const DEVICE_TEMPLATES = graphql(`
  query DeviceTemplates {
    deviceTemplates { id device createdAt regions { frame x y width height reason } }
  }
`);

export const DELETE_DEVICE_TEMPLATE = graphql(`
  mutation DeleteDeviceTemplate($input: DeleteDeviceTemplateInput!) {
    deleteDeviceTemplate(input: $input) {
      deletedId
      errors { ...Refusal }
    }
  }
`);
