import { useEffect, useState } from 'react';
import { graphql } from '@/graphql/generated';
import type { HubQuery } from '@/graphql/generated/graphql';
import { request } from '@/graphql/request';

const HUB = graphql(`
  query Hub {
    hub { signUp sendsMail }
  }
`);

let asked: Promise<HubQuery['hub'] | null> | null = null;

/** What the hub offers to people who are not signed in; null until it is known. */
export function useHub(): HubQuery['hub'] | null {
  const [hub, setHub] = useState<HubQuery['hub'] | null>(null);
  useEffect(() => {
    asked ??= request(HUB, {}).then(
      ({ data }) => data?.hub ?? null,
      () => null,
    );
    void asked.then((found) => {
      if (found === null) asked = null; // the next page asks again
      setHub(found);
    });
  }, []);
  return hub;
}
